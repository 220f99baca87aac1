"""The words of a member's own copy for what the tables keep as signs, in Japanese and English."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from models.codes import CodeKind
from models.consents import Answer, Purpose
from models.coupon_uses import UseState
from models.coupons import GrantState
from models.inbox import InboxState
from models.members import AgeAnswer, Language
from models.point_grants import PointsGrantState
from models.point_reservations import ReservationState
from models.point_returns import DebtState
from models.points import EntryKind
from models.preferences import Rhythm
from models.requests import RequestKind, RequestState, RequestWay
from models.sendings import Dropped
from models.tiers import TierMove


class Label(NamedTuple):
    """One name in both languages."""

    ja: str
    en: str

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.ja


WORDS: Mapping[type[StrEnum], Mapping[str, Label]] = {
    Language: {"ja": Label("日本語", "Japanese"), "en": Label("英語", "English")},
    AgeAnswer: {
        "of_age": Label("対象の年齢以上", "of age"),
        "guardian": Label("保護者の同意あり", "younger, with a guardian's consent"),
    },
    Purpose: {
        "membership": Label("会員登録", "membership"),
        "service": Label("期限のご連絡", "reminders"),
        "announcements": Label("お知らせ", "messages from the shop"),
        "profile": Label("プロフィール", "profile"),
        "analysis": Label("購買の分析", "looking at purchases"),
        "third_party": Label("第三者への提供", "giving data to a third party"),
    },
    Answer: {
        "given": Label("同意", "agreed"),
        "refused": Label("お断り", "declined"),
        "withdrawn": Label("お取りやめ", "withdrawn"),
        "expired": Label("期限により終了", "ended by time"),
        "reconfirmed": Label("あらためて同意", "agreed again"),
        "synthetic": Label("試験用", "made for trying out"),
    },
    EntryKind: {
        "welcome": Label("登録のお礼", "welcome gift"),
        "purchase": Label("お買い上げ", "purchase"),
        "grant": Label("お贈り", "gift"),
        "spend": Label("ご利用", "spent"),
        "expiry": Label("期限切れ", "expired"),
        "reversal": Label("取り消し", "undone"),
        "transfer": Label("引き継ぎ", "taken along"),
    },
    ReservationState: {
        "held": Label("取り置き中", "set aside"),
        "confirmed": Label("ご利用", "used"),
        "cancelled": Label("取りやめ", "cancelled"),
        "lapsed": Label("時間切れ", "not used in time"),
    },
    DebtState: {
        "open": Label("次に付く分から差し引く", "the next points fill it"),
        "waiting": Label("お店で確認中", "the shop is looking at it"),
        "paid": Label("差し引き済み", "filled"),
        "forgiven": Label("差し引かない", "let off"),
    },
    PointsGrantState: {
        "waiting": Label("承認待ち", "waits for approval"),
        "given": Label("お贈り済み", "given"),
        "declined": Label("見送り", "not given"),
    },
    GrantState: {
        "held": Label("お手元にあり", "held"),
        "shown": Label("表示済み", "shown"),
        "used": Label("使用済み", "used"),
    },
    UseState: {
        "reserved": Label("レジでお取り置き", "set aside at a till"),
        "used": Label("使用済み", "used"),
        "released": Label("お取り置きを終了", "no longer set aside"),
        "reversed": Label("お戻し済み", "given back"),
    },
    TierMove: {
        "up": Label("上がった", "went up"),
        "down": Label("期間が終わった", "its time was over"),
    },
    Rhythm: {
        "weekly": Label("週に1回まで", "once a week"),
        "twice_monthly": Label("月に2回まで", "twice a month"),
        "monthly": Label("月に1回まで", "once a month"),
        "important": Label("大事なお知らせだけ", "important messages only"),
    },
    Dropped: {
        "left": Label("お止めになったため除外", "left out: stopped meanwhile"),
        "cap": Label("回数の約束により除外", "left out: enough for now"),
        "erased": Label("消去により除外", "left out: erased"),
        "refused": Label("LINEが受け付けず", "not taken by LINE"),
    },
    RequestKind: {
        "disclosure": Label("開示", "disclosure"),
        "correction": Label("訂正", "correction"),
        "stop_use": Label("利用停止", "stop of use"),
        "erasure": Label("消去", "erasure"),
        "transfer": Label("引き継ぎ", "moving the membership"),
        "complaint": Label("苦情", "complaint"),
    },
    RequestWay: {
        "chat": Label("トーク", "chat"),
        "phone": Label("電話", "telephone"),
        "mail": Label("郵便・メール", "mail"),
        "counter": Label("店頭", "at the shop"),
    },
    RequestState: {
        "open": Label("受付中", "open"),
        "done": Label("対応済み", "done"),
        "refused": Label("お断り", "refused"),
    },
    CodeKind: {
        "support": Label("お電話用の番号", "number for the telephone"),
        "transfer": Label("引き継ぎの番号", "code to move the membership"),
        "copy": Label("開示のリンク", "link to this copy"),
        "proof": Label("証のリンク", "link to a proof"),
        "spend": Label("ポイントを使う番号", "number to pay with points"),
    },
    InboxState: {
        "waiting": Label("受付", "received"),
        "worded": Label("返信待ち", "waiting to be answered"),
        "saying": Label("返信中", "being answered"),
        "done": Label("返信済み", "answered"),
        "unanswered": Label("返信できず", "not answered in time"),
        "unknown": Label("返信の成否は不明", "answer uncertain"),
        "poisoned": Label("処理できず", "could not be dealt with"),
        "ignored": Label("対象外", "not for us"),
    },
}


DEEDS: Mapping[str, Label] = {
    "member_seen": Label("会員の画面を見た", "looked at the member's page"),
    "points_given": Label("ポイントを付けた", "gave points"),
    "points_spent": Label("ポイントのご利用を受けた", "took points"),
    "coupon_given": Label("クーポンを渡した", "gave a coupon"),
    "points_undone": Label("ポイントの取引を取り消した", "undid a deal in points"),
    "points_returned": Label("返品のポイントの手続きをした", "saw to the points of a return"),
    "points_granted": Label("ポイントを手で贈った", "gave points by hand"),
    "points_grant_asked": Label("ポイントを贈る承認を求めた", "asked to give points by hand"),
    "points_grant_declined": Label("ポイントを贈ることを見送った", "decided not to give points by hand"),
    "points_debt_forgiven": Label("返品の不足分を差し引かないことにした", "let off what a return left owed"),
    "points_debt_charged": Label(
        "返品の不足分を次の分から差し引くことにした", "decided that the next points fill what is owed"
    ),
    "statement_exported": Label("ポイントの明細を書き出した", "exported the points, line by line"),
    "request_copy_given": Label("ご請求により写しを作った", "made a copy on request"),
    "request_use_stopped": Label("ご請求により利用を止めた", "stopped the use on request"),
    "request_member_erased": Label("ご請求により消去した", "erased it on request"),
    "person_exported": Label("運用者が写しを作った", "the operator made a copy"),
    "person_erased": Label("消去した", "erased it"),
    "handover_done": Label("引き継ぎを承った", "moved the membership to another account"),
    "handover_answers_wrong": Label("引き継ぎの確かめが合わなかった", "heard answers that did not fit"),
}
"""What staff did; a deed that is not here is named by its sign."""

SIGNS: Mapping[str, Mapping[str, Label]] = {
    "channel": {
        "line.postback": Label("トークのボタン", "a button in the chat"),
        "line.message": Label("トークの言葉", "words in the chat"),
        "line.follow": Label("友だち追加", "adding us as a friend"),
        "line.unfollow": Label("ブロック", "blocking us"),
        "staff": Label("お店の者が承って", "through the shop"),
        "synthetic": Label("試験用", "made for trying out"),
    },
    "reason": {
        "stop": Label("停止", "stopped"),
        "blocked": Label("ブロック", "blocked"),
        "left": Label("退会", "left"),
        "staff": Label("お店の者が承って", "through the shop"),
        "request": Label("ご請求", "on request"),
        "sleeping": Label("長いあいだのお休み", "not used for long"),
        "transfer": Label("引き継ぎ", "moved to another account"),
        **WORDS[AgeAnswer],
    },
    "purpose": WORDS[Purpose],
    "action": DEEDS,
}
"""Words for columns of plain text, by their names; a sign that is not here stays as it is."""


def of(value: Any, language: str) -> Any:
    """Give the word for a sign; all else stays as it is."""
    known = WORDS.get(type(value))
    return known[value].of(language) if known else value


def of_column(name: str, value: Any, language: str) -> Any:
    """Give the word for a sign in a column of plain text, or of a choice."""
    known = SIGNS.get(name, {}) if type(value) is str else {}
    return known[value].of(language) if value in known else of(value, language)
