"""What the look at an announcement's words sounds like: what, where, why, and what to say instead."""

from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __

from admin import refusals
from admin.parts import Visit
from models.announcements import Announcement
from services import contents, japan, pieces, politeness, politeness_frame, politeness_reasons
from services.pieces import Box, Piece
from services.politeness import Finding, Level

SENTENCES = {
    "no_sender": __("送るお店の名前がありません。先頭に入れてください。"),
    "no_stop": __("止めかたのご案内がありません。最後に入れてください。"),
    "over_cap": __(
        "おまけの値打ちが、景品表示法の上限（%(instead)s）を超えています。上限までの品にしてください。"
    ),
    "visit_gift": __(
        "ご来店だけでお渡しする品の上限は、ふつう%(instead)sです（景品表示法）。一番お安い品がもっと高いお店なら、それを理由にお書きください。",
    ),
    "double_price": __(
        "もとの値段と比べています。最近8週間の半分より長く、その値段で売っていたときだけ書けます（景品表示法）。いつの値段かを添えてください。",
    ),
    "tax": __("お客さまが払う、税込の値段を書いてください（消費税法63条）。"),
    "weekday": __("日にちと曜日が合っていません。"),
    "no_such_day": __("暦にない日です。"),
    "expired": __("送る日には、もう過ぎている日です。"),
    "claim": __(
        "確かな根拠のある事実だけを書けます（景品表示法）。根拠（いつ、だれの調べか）を添えるか、言い切らない形にしてください。",
    ),
    "urgency": __("急がせる言葉です。最後の日をはっきり書くか、外してください。"),
    "shame": __("受け取った方に引け目を感じさせる言葉です。よさだけを書いてください。"),
    "imperative": __("お客さまへの命令になっています。"),
    "double_keigo": __("敬語が二重になっています。"),
    "sa_ire": __("「さ」が余分です。"),
    "humble": __("お客さまのなさることに、へりくだる言い方を使っています。"),
    "double_humble": __("へりくだる言い方が二重になっています。"),
    "sasete": __("「させていただく」が続いています。一つは別の言い方にしてください。"),
    "blunt": __("お客さまへの言葉としては、くだけています。"),
    "plain_end": __("文の終わりが丁寧な形ではありません。「です」「ます」などで結んでください。"),
    "dropped": __("話し言葉の形です。"),
    "no_end": __("いつまでのことかが書かれていません。年月日を添えてください。"),
    "loud": __("「！」が2つ以上あります。1つまでにしてください。"),
    "emoji": __("絵文字が4つ以上あります。3つまでにしてください。"),
    "long": __("500文字を超えています。短くするか、吹き出しを分けてください。"),
    "links": __("リンクが2つ以上あります。お願いすることは一つにしてください。"),
}
"""Why each kind of finding is one, and what to do."""
BOXES = {
    Box.TITLE: __("見出し"),
    Box.CARD_TEXT: __("説明"),
    Box.LABEL: __("ボタンの言葉"),
    Box.LINK: __("ボタンのリンク先"),
}
LIMITS = ("over_cap", "visit_gift")
"""Kinds whose better words are a limit, which the sentence names."""
LOOKS = {Level.BLOCK: "stop", Level.ERROR: "busy", Level.WARN: ""}


class Remark(NamedTuple):
    """A finding as the page shows it."""

    level: str
    look: str
    place: str
    said: str
    why: str
    instead: str


def look(
    visit: Visit,
    kept: dict[str, Any],
    *,
    is_safety: bool,
    at: datetime | None = None,
    until: datetime | None = None,
) -> list[Finding]:
    """Look over the words as they would go out from that time, or now, until then."""
    content = contents.read(kept)
    found = pieces.of(content)
    return politeness.check(
        [piece.said for piece in found if piece.box in pieces.SAID],
        labels=[piece.said for piece in found if piece.box == Box.LABEL],
        links=[piece.said for piece in found if piece.box == Box.LINK],
        button=content.button.uri if content.button else "",
        day=japan.day(at or visit.now),
        last=japan.day(until) if until else None,
        names=[*politeness.names(visit.choices.allowed_names), visit.choices.shop_name],
        has_coupon=content.coupon_id is not None,
        is_safety=is_safety,
    )


def remarks(findings: list[Finding], kept: dict[str, Any]) -> list[Remark]:
    """Say of each finding what it is, and where in the announcement."""
    found = pieces.of(contents.read(kept))
    return [_remark(finding, found[finding.number - 1]) for finding in findings]


def settle(
    visit: Visit, found: Announcement, messages: dict[str, Any], *, reason: str, **times: datetime | None
) -> dict[str, str]:
    """Give the reasons to be written down, by kind of error; raise as `politeness_reasons.settle`."""
    framed = politeness_frame.check(messages, visit.choices.shop_name)
    return politeness_reasons.settle([*framed, *_kept(visit, found, **times)], reason)


def needs_reason(visit: Visit, found: Announcement, **times: datetime | None) -> bool:
    """Tell whether it may go out at these times, or now, only with a reason."""
    return bool(politeness_reasons.errors(_kept(visit, found, **times)))


def _kept(visit: Visit, found: Announcement, **times: datetime | None) -> list[Finding]:
    return look(visit, found.content, is_safety=found.is_safety, **times)


def sentence(finding: Finding) -> str:
    return str(SENTENCES[finding.kind]) % {"instead": finding.instead}


def _remark(finding: Finding, piece: Piece) -> Remark:
    instead = "" if finding.kind in LIMITS else finding.instead
    level, look = _levels()[finding.level], LOOKS[finding.level]
    return Remark(level, look, _place(finding, piece), finding.said, sentence(finding), instead)


def _place(finding: Finding, piece: Piece) -> str:
    """Tell where it stands; in an address there is no counting characters."""
    where = _where(piece)
    if piece.box == Box.LINK:
        return where
    return _("%(where)sの%(place)s文字め", where=where, place=finding.start + 1)


def _where(piece: Piece) -> str:
    if piece.box == Box.TEXT:
        return _("吹き出し%(number)s", number=piece.message)
    box = str(BOXES[piece.box])
    if not piece.card:
        return box
    return _("吹き出し%(number)s、カード%(card)sの%(box)s", number=piece.message, card=piece.card, box=box)


def _levels() -> dict[Level, str]:
    return {
        Level.BLOCK: _("このままでは送れません"),
        Level.ERROR: _("送るには理由が要ります"),
        Level.WARN: _("お気づき"),
    }


@refusals.sentence.register
def _reason(_refusal: politeness_reasons.ReasonNeeded) -> str:
    return _("言葉づかいに、直していただきたいところがあります。直すか、このまま送る理由を入れてください。")


@refusals.sentence.register
def _long(refusal: politeness_reasons.ReasonTooLong) -> str:
    return _("理由は%(limit)s文字までにしてください。", limit=refusal.limit)


@refusals.sentence.register
def _forbidden(refusal: politeness_reasons.WordsForbidden) -> str:
    return sentence(refusal.finding)
