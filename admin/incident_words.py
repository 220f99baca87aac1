"""The words of an incident's workbook: cases, ticks, and what the system can write into the report itself."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from admin import desk_refusals, speech
from models.incidents import Incident, Scope
from services import datamap, datamap_people
from services.datamap_terms import Column, Crypto
from services.footprints import Footprint
from services.incidents import Case, Tick

sentence = desk_refusals.sentence
SEALED = (Crypto.MEMBER_KEY, Crypto.HOUSE_KEY)
ON_SCREENS = (
    *("members.card_number", "members.joined_at", "points_entries.amount", "points_entries.yen"),
    *("coupon_grants.state", "consents.is_given"),
)
"""What staff see of somebody whose card they have."""
COPIED = {"request_copy_given", "data_provided"}
"""Deeds by which more than that left the house."""


def cases() -> dict[Case, str]:
    """Say what makes it a matter for the Commission."""
    return {
        Case.SENSITIVE: _("要配慮個人情報が含まれる（お一人でも）"),
        Case.PROPERTY: _("財産の被害が起きるおそれがある（お一人でも）"),
        Case.WRONGFUL: _("不正な目的のおそれがある（お一人でも）"),
        Case.MANY: _("ご本人が1,000人を超える"),
    }


def ticks() -> dict[Tick, str]:
    """Say what only a person can make sure of."""
    return {
        Tick.SENSITIVE: _("病気・信条・犯罪歴などの要配慮個人情報が含まれる（自由に書いた欄など）"),
        Tick.PROPERTY: _("カードの番号やログインの情報など、悪用されると財産の被害になるものが含まれる"),
        Tick.KEY_SAFE: _("マスターキー（鍵のファイル、印刷した鍵の紙）はなくなっていない"),
        Tick.KEY_APART: _("なくなったものにも、控え（バックアップ）にも、マスターキーは入っていない"),
        Tick.AT_REST: _("動いているシステムや画面からではなく、暗号のままのファイルとしてなくなった"),
        Tick.PLAIN_HARMLESS: _("暗号にしていない項目（会員番号・ポイントなど）だけでは、どなたか分からない"),
    }


def prefilled(incident: Incident, found: Footprint) -> dict[str, str]:
    """Write what the system knows; people correct and complete it."""
    return {
        "summary": _summary(incident),
        "kinds": _kinds(incident, found),
        "people": _people(found),
        "secondary": _(
            "分かっていません。カードの番号・住所・電話番号は、このシステムではお預かりしていません。"
        ),
    }


def _summary(incident: Incident) -> str:
    return _(
        "%(known)sに、「%(title)s」を知りました。起きたのは%(began)sから%(ended)sまでのあいだと考えられます。",
        known=speech.moment(incident.known_at),
        title=incident.title,
        began=speech.moment(incident.began_at),
        ended=speech.moment(incident.ended_at),
    )


def _kinds(incident: Incident, found: Footprint) -> str:
    """Name the kinds of data as the data map does."""
    if incident.scope == Scope.EVERYBODY:
        sealed = _listed(one for one in _columns() if one.crypto in SEALED)
        clear = _listed(one for one in _columns() if one.crypto == Crypto.CLEAR)
        return _(
            "暗号にしているもの：%(sealed)s。\n暗号にしていないもの：%(clear)s。", sealed=sealed, clear=clear
        )
    seen = _listed(datamap.column(name) for name in ON_SCREENS)
    words = _("%(kinds)s。お名前やLINEの番号は、スタッフの画面に出ません。", kinds=seen)
    copied = COPIED & found.deeds.keys()
    return words + (_("写しや書き出しがあったため、その中身も含みます。") if copied else "")


def _columns() -> Iterator[Column]:
    for table in datamap_people.TABLES:
        yield from table.spelt_out().values()


def _listed(columns: Iterable[Column]) -> str:
    """Name each kind once."""
    names = (one.what.of(speech.language()) for one in columns if one.is_personal)
    return (", " if speech.language() == "en" else "、").join(dict.fromkeys(names))


def _people(found: Footprint) -> str:
    known = _("%(people)s人（記録から数えました）。", people=f"{found.people:,}")
    gone = _("ほかに、すでに消去した方が%(gone)s人。", gone=f"{found.gone:,}") if found.gone else ""
    return known + gone
