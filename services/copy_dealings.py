"""What a member's own copy holds of dealings: points, coupons, what was sent, asked for, given and seen."""

from models.audit import AuditEntry
from models.claims import Claim
from models.codes import MemberCode
from models.coupon_uses import CouponUse
from models.coupons import CouponGrant
from models.expiry_letters import ExpiryLetter
from models.inbox import InboxEvent
from models.points import PointsEntry, PointsLot, PointsUse
from models.provisions import ProvidedPerson
from models.requests import RightsRequest
from models.sendings import Delivery
from models.tiers import MemberTier
from services.copy_parts import BEHIND, OTHER_PERSON, OWNER, ROW, SECRET, WORKINGS, Part
from services.copy_points import POINTS
from services.copy_words import Label

_ENTRY = Label("もとになったお答え（台帳での順番）", "Answer it rests on (place in the ledger)")

DEALINGS: tuple[Part, ...] = (
    Part(
        PointsEntry,
        Label("ポイントの動き", "Points, line by line"),
        {
            "created_at": Label("日時", "When"),
            "kind": Label("こと", "What"),
            "amount": Label("ポイント", "Points"),
            "yen": Label("金額（円）", "Yen"),
            "reason": Label("わけ", "Reason"),
            "note": Label("お伝えした言葉", "Word to you"),
            "id": Label("番号", "Number"),
            "reverses_id": Label("取り消した動きの番号", "Undoes number"),
        },
        {"member_id": OWNER, "cause": WORKINGS, "shop_id": BEHIND, "staff_id": OTHER_PERSON},
    ),
    Part(
        PointsLot,
        Label("ポイントの期限", "When points expire"),
        {
            "entry_id": Label("もとの動きの番号", "From number"),
            "granted": Label("付いたポイント", "Granted"),
            "remaining": Label("残り", "Left"),
            "expires_at": Label("最終日", "Last day"),
            "pending_until": Label("反映待ちの終わり", "Pending until"),
        },
        {"id": ROW, "member_id": OWNER},
        ends=frozenset({"expires_at"}),
    ),
    Part(
        PointsUse,
        Label("どのポイントから使われたか", "Which points were used"),
        {"entry_id": Label("使った動きの番号", "Used in number"), "amount": Label("ポイント", "Points")},
        {"lot_id": BEHIND},
    ),
    *POINTS,
    Part(
        Claim,
        Label("前のカードからの引き換え", "Balances of old cards you took over"),
        {
            "points": Label("ポイント", "Points"),
            "used_at": Label("引き換えた日時", "Taken over"),
            "expires_at": Label("番号の最終日", "Last day of the code"),
            "created_at": Label("ご用意した日時", "Prepared"),
        },
        {
            "id": ROW,
            "member_id": OWNER,
            "card_digest": SECRET,
            "code_digest": SECRET,
            "staff_id": OTHER_PERSON,
        },
        ends=frozenset({"expires_at"}),
    ),
    Part(
        ExpiryLetter,
        Label("期限のご連絡", "Letters about expiry"),
        {
            "month": Label("どの月の分か", "For the month"),
            "written_at": Label("最後に書いた日時", "Last written"),
        },
        {"member_id": OWNER},
    ),
    Part(
        MemberTier,
        Label("会員ランク", "Rank"),
        {
            "since_at": Label("いつから", "Since"),
            "until_at": Label("最終日", "Last day"),
            "untold": Label("まだお伝えしていない変化", "Change you were not told of yet"),
        },
        {"member_id": OWNER, "tier_id": BEHIND, "is_firm": WORKINGS},
        ends=frozenset({"until_at"}),
    ),
    Part(
        CouponGrant,
        Label("クーポン", "Coupons"),
        {
            "code": Label("クーポンの番号", "Coupon code"),
            "state": Label("状態", "State"),
            "number": Label("何枚め", "Which copy"),
            "granted_at": Label("お渡しした日時", "Given"),
            "shown_at": Label("表示した日時", "Shown"),
            "used_at": Label("使った日時", "Used"),
        },
        {
            "id": ROW,
            "coupon_id": BEHIND,
            "announcement_id": BEHIND,
            "member_id": OWNER,
            "cause": WORKINGS,
            "reserved_until": WORKINGS,
            "shop_id": BEHIND,
            "staff_id": OTHER_PERSON,
        },
    ),
    Part(
        CouponUse,
        Label("クーポンのご利用", "Coupons used"),
        {
            "state": Label("状態", "State"),
            "yen": Label("お会計（円）", "Bill (yen)"),
            "off_yen": Label("割引（円）", "Taken off (yen)"),
            "begun_at": Label("始めた日時", "Begun"),
            "used_at": Label("使った日時", "Used"),
            "ended_at": Label("お戻しした日時", "Given back"),
            "reason": Label("お戻しのわけ", "Why it was given back"),
        },
        {"id": ROW, "grant_id": BEHIND, "cause": WORKINGS, "shop_id": BEHIND, "staff_id": OTHER_PERSON},
    ),
    Part(
        Delivery,
        Label("お送りしたもの", "What we sent you"),
        {"consent_entry_id": _ENTRY},
        {
            "sending_id": BEHIND,
            "member_id": OWNER,
            "announcement_id": BEHIND,
            "dropped": BEHIND,
        },
    ),
    Part(
        ProvidedPerson,
        Label("第三者への提供の記録", "Given to third parties"),
        {"consent_entry_id": _ENTRY},
        {"provision_id": BEHIND, "member_pid": OWNER},
    ),
    Part(
        RightsRequest,
        Label("ご請求の記録", "Your requests"),
        {
            "id": Label("受付番号", "Number"),
            "kind": Label("ご請求", "Request"),
            "way": Label("方法", "Way"),
            "state": Label("状態", "State"),
            "opened_at": Label("受付の日時", "Received"),
            "due_on": Label("お返事の期限", "Answer due"),
            "closed_at": Label("対応を終えた日時", "Closed"),
            "reason": Label("対応のわけ", "Reason"),
            "identity": Label("ご本人の確かめかた", "How we made sure it was you"),
        },
        {
            "member_pid": OWNER,
            "details": BEHIND,
            "reminded": WORKINGS,
            "successor_pid": "Names the membership on the other LINE account, which has a copy of its own.",
            "vouched_by": OTHER_PERSON,
            "opened_by": OTHER_PERSON,
            "approved_by": OTHER_PERSON,
            "closed_by": OTHER_PERSON,
        },
    ),
    Part(
        MemberCode,
        Label("お渡しした番号とリンク", "Codes and links we gave you"),
        {
            "kind": Label("種類", "Kind"),
            "issued_at": Label("お渡しした日時", "Given"),
            "expires_at": Label("期限", "Expires"),
            "used_at": Label("使われた日時", "Used"),
        },
        {"id": ROW, "member_id": OWNER, "digest": SECRET, "subject": BEHIND},
    ),
    Part(
        InboxEvent,
        Label("この24時間に届いたもの", "What reached us in the last 24 hours"),
        {
            "occurred_at": Label("日時", "When"),
            "kind": Label("LINEでの種類", "LINE's kind"),
            "occasion": Label("お返事の種類（符号）", "Kind of answer (a sign)"),
            "state": Label("状態", "State"),
            "reference": Label("不具合のときの受付番号", "Reference of a fault"),
        },
        {
            "webhook_event_id": WORKINGS,
            "person_key": OWNER,
            "payload": "What was written: sealed while it waits, wiped as soon as it is answered.",
            "reply": "What is answered: sealed while it waits, wiped as soon as it is said.",
        }
        | dict.fromkeys(
            ("attempts", "retry_at", "received_at", "handled_at", "said_at", "told_at", "request_id"),
            WORKINGS,
        ),
    ),
    Part(
        AuditEntry,
        Label("お店がお客様の情報に触れた記録", "When the shop touched your data"),
        {"created_at": Label("日時", "When"), "action": Label("こと", "What")},
        {"id": ROW, "staff_id": OTHER_PERSON, "subject": OWNER, "detail": BEHIND},
    ),
)
