"""What a member's own copy holds: themselves, their answers and wishes; what stays out has its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.base import Base
from models.consents import Consent, ConsentEntry
from models.links import Link
from models.members import Member
from models.preferences import Preference
from models.profiles import Asking, Profile
from models.topics import MemberTopic
from services.copy_words import Label

ROW = "The row's own number: it says nothing of the person."
OWNER = "Whose row it is: the member themselves."
BEHIND = "A number only; what stands behind it is in the copy in its place."
OTHER_PERSON = "Names somebody who works there, not the member."
MADE_OF = "Calculated from what is in the copy; it says nothing more."
WORKINGS = "Notes of the machine on its own work: nothing of the person."
SECRET = "A secret's hash: shown, it would help whoever else reads the copy."  # noqa: S105  # a reason


@dataclass(frozen=True)
class Part:
    """One table in the copy."""

    table: type[Base]
    title: Label
    columns: Mapping[str, Label]
    out: Mapping[str, str] = field(default_factory=dict)
    """Columns that are not in it, with the reason."""
    sealed: frozenset[str] = frozenset()
    """Columns under the member's own key."""
    ends: frozenset[str] = frozenset()
    """Columns that hold the end of a last day, which is what people go by."""


_PURPOSE = Label("使いみち", "Purpose")
_ANSWERED = Label("お答えの日時", "Answered")
_CHANGED = Label("変更した日時", "Changed")

PERSON: tuple[Part, ...] = (
    Part(
        Member,
        Label("会員としての情報", "Membership"),
        {
            "card_number": Label("会員番号", "Card number"),
            "line_user_id": Label("LINEがお客様に付けた番号", "The number LINE gave you for this shop"),
            "pid": Label("記録の中での仮の番号", "Random name in our records"),
            "language": Label("ことば", "Language"),
            "source": Label("お越しのきっかけ", "How you came"),
            "joined_at": Label("会員になった日時", "Member since"),
            "followed_at": Label("友だち追加の日時", "Added as a friend"),
            "blocked_at": Label("ブロックの日時", "Blocked"),
            "friendship_at": Label("友だちの状態が最後に変わった日時", "Friendship last changed"),
            "age_answer": Label("年齢のご確認", "Answer about age"),
            "menu_id": Label("お見せしているメニューの番号", "Number of the menu you see"),
            "last_seen_at": Label("最後にご利用の日", "Last seen (to the day)"),
            "sleep_told_at": Label("長くお使いでないことをお知らせした日時", "Told of an unused membership"),
        },
        {"id": ROW, "person_key": MADE_OF},
        frozenset({"line_user_id"}),
    ),
    Part(
        Profile,
        Label("プロフィール", "Profile"),
        {
            "display_name": Label("お名前（表示名）", "Display name"),
            "birth_month": Label("お誕生月", "Month of birth"),
            "changed_at": _CHANGED,
        },
        {"member_id": OWNER},
        frozenset({"display_name", "birth_month"}),
    ),
    Part(
        Consent,
        Label("いまのお約束", "What you agree to now"),
        {
            "purpose": _PURPOSE,
            "is_given": Label("同意されている", "Agreed"),
            "answered_at": _ANSWERED,
        },
        {"member_id": OWNER, "entry_id": BEHIND, "notice_id": BEHIND},
    ),
    Part(
        ConsentEntry,
        Label("お答えの記録", "Every answer you gave"),
        {
            "answered_at": _ANSWERED,
            "purpose": _PURPOSE,
            "answer": Label("お答え", "Answer"),
            "reason": Label(
                "取りやめのわけ、または年齢のお答え", "Why it was withdrawn, or your answer about age"
            ),
            "language": Label("文面のことば", "Language of the words"),
            "channel": Label("方法", "Way"),
            "source": Label("お越しのきっかけ", "How you came"),
            "followed_at": Label("友だち追加の日時", "Added as a friend"),
            "asked_at": Label("お尋ねした日時", "Asked"),
            "recorded_at": Label("記録した日時", "Recorded"),
            "record_id": Label("記録の番号", "Record number"),
            "id": Label("台帳での順番", "Place in the ledger"),
            "webhook_event_id": Label("LINEの出来事の番号", "LINE's event number"),
            "event_sha256": Label("LINEの出来事の指紋", "Fingerprint of LINE's event"),
            "follow_event_id": Label("友だち追加の出来事の番号", "Number of the friend-add event"),
            "seal_hash": Label("ボタンの指紋", "Fingerprint of the button"),
            "notice_sha256": Label("文面の指紋", "Fingerprint of the words"),
            "leaf_sha256": Label("この記録の指紋", "Fingerprint of this record"),
        },
        {"member_pid": OWNER, "notice_id": BEHIND},
    ),
    Part(
        Asking,
        Label("さらに伺ったこと", "Further questions we asked"),
        {"purpose": _PURPOSE, "asked_at": Label("伺った日時", "Asked")},
        {"member_id": OWNER},
    ),
    Part(
        Preference,
        Label("お知らせの受け取りかた", "How you like to hear from us"),
        {
            "rhythm": Label("回数", "How often"),
            "hours_from": Label("この時刻から", "From"),
            "hours_until": Label("この時刻まで", "Until"),
            "paused_until": Label("お休みの最終日", "Last day of the break"),
            "changed_at": _CHANGED,
        },
        {"member_id": OWNER},
        ends=frozenset({"paused_until"}),
    ),
    Part(
        MemberTopic,
        Label("話題の好み", "Topics"),
        {"is_wanted": Label("受け取る", "Wanted"), "changed_at": _CHANGED},
        {"member_id": OWNER, "topic_id": BEHIND},
    ),
    Part(
        Link,
        Label("ネットショップとのつながり", "Link with the web shop"),
        {
            "customer": Label("お客様番号", "Customer number"),
            "linked_at": Label("つないだ日時", "Linked"),
        },
        {"member_id": OWNER, "customer_key": MADE_OF, "token_digest": SECRET},
        frozenset({"customer"}),
    ),
)

TABLES_OUT: Mapping[str, str] = {
    "points_holds": "Which lots a reservation holds for a quarter of an hour; it is in the copy itself.",
    "member_keys": "The member's own key, wrapped: it opens what is in the copy, and tells nothing itself.",
    "idempotency_keys": "What a till was answered today; all that it says of the member is in the points.",
    "gift_marks": "That the welcome gift was given stands among the points; the mark itself is a hash.",
    "erasures": "Begins when a membership has ended; whoever can ask for a copy is not in it.",
}
