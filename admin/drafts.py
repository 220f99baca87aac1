"""The form in which an announcement is written, and what it would look like and reach."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from admin import composing, speech, spreads
from admin.forms import Form
from admin.parts import Visit
from models.announcements import Announcement
from services import audiences, japan, offers, topics
from services.audiences import Audience

TEXTS = ("text1", "text2", "text3")


class DraftForm(Form):
    """What is said, about what."""

    title = StringField(
        __("題名（スタッフだけが見ます）"), [DataRequired(__("題名を入れてください。")), Length(max=60)]
    )
    topic = SelectField(__("話題の名前"), coerce=int)
    text1 = TextAreaField(
        __("本文"), [DataRequired(__("本文を入れてください。")), Length(max=1000)], render_kw={"rows": 6}
    )
    text2 = TextAreaField(__("2つめの吹き出し"), [Length(max=1000)], render_kw={"rows": 3})
    text3 = TextAreaField(__("3つめの吹き出し"), [Length(max=1000)], render_kw={"rows": 3})
    label = StringField(__("ボタンの言葉"), [Length(max=20)])
    uri = StringField(__("ボタンのリンク先"), render_kw={"inputmode": "url"})
    coupon = SelectField(__("添えるクーポン"), coerce=int)
    is_quiet = BooleanField(__("音を鳴らさずに届ける"), default=True)
    is_safety = BooleanField(__("安全に関わる緊急のご連絡（商品の回収、急な休業など）"))

    def validate_uri(self, field: StringField) -> None:
        given = (field.data or "").strip()
        if bool(given) != bool((self.label.data or "").strip()):
            raise ValidationError(_("ボタンには、言葉とリンク先の両方を入れてください。"))
        if given and (not given.startswith("https://") or len(given) > 1000 or not given.isascii()):
            raise ValidationError(_("https:// で始まるアドレスを入れてください。"))

    def content(self) -> dict[str, Any]:
        """Give what was typed as an announcement keeps it."""
        label, uri = (self.label.data or "").strip(), (self.uri.data or "").strip()
        has_button = bool(label) and uri.startswith("https://")
        return {
            "texts": [text for name in TEXTS if (text := (self[name].data or "").strip())],
            "button": {"label": label, "uri": uri} if has_button else None,
            "coupon_id": self.coupon.data or None,
        }


class TimeForm(Form):
    """When it goes out, and the last moment at which it may. Japan time."""

    at = DateTimeLocalField(__("送り始める時刻"), [Optional()], format="%Y-%m-%dT%H:%M")
    until = DateTimeLocalField(__("最終時刻"), [Optional()], format="%Y-%m-%dT%H:%M")
    spread = spreads.field()
    seen = HiddenField()

    def instant(self, name: str) -> datetime | None:
        local: datetime | None = self[name].data
        return None if local is None else local.replace(tzinfo=japan.ZONE).astimezone(UTC)


def form(visit: Visit, announcement: Announcement | None = None, *, typed: bool = False) -> DraftForm:
    """Make the form: as typed, as kept, or empty."""
    known = topics.active(visit.session)
    kept = _kept(announcement) if announcement else {"topic": known[0].id if known else None}
    made = DraftForm() if typed else DraftForm(None, data=kept)
    made.topic.choices = [SelectChoice(topic.id, topic.name(speech.language())) for topic in known]
    made.coupon.choices = [SelectChoice(0, _("なし")), *_coupons(visit)]
    return made


def look(visit: Visit, draft: DraftForm) -> dict[str, Any]:
    """Give what the fragment beside the form shows: the messages as LINE draws them, and who gets them."""
    is_safety = bool(draft.is_safety.data)
    drawn = composing.messages(
        visit, draft.content(), ref="0", language=speech.language(), is_safety=is_safety
    )
    return {"drawn": drawn, "audience": audience(visit, draft.topic.data, is_safety=is_safety)}


def audience(visit: Visit, topic_id: int | None, *, is_safety: bool) -> Audience | None:
    """Count who would get it now, and who would not, by reason."""
    if topic_id is None:
        return None
    wanted = Announcement(topic_id=topic_id, is_safety=is_safety)
    return audiences.of(visit.session, wanted, choices=visit.choices, now=visit.now)


def is_safety(visit: Visit, typed: DraftForm, found: Announcement | None = None) -> bool:
    """Tell whether it is one about safety: only who may send decides that."""
    if visit.staff.may_send:
        return bool(typed.is_safety.data)
    return found is not None and found.is_safety


def _coupons(visit: Visit) -> list[SelectChoice]:
    standings = offers.all_of_them(visit.session)
    offered = [standing.coupon for standing in standings if standing.coupon.is_active]
    return [SelectChoice(coupon.id, coupon.title) for coupon in offered if not coupon.is_over(visit.now)]


def _kept(announcement: Announcement) -> dict[str, Any]:
    content: Mapping[str, Any] = announcement.content
    button = content.get("button") or {}
    return {
        "title": announcement.title,
        "topic": announcement.topic_id,
        "is_quiet": announcement.is_quiet,
        "is_safety": announcement.is_safety,
        "label": button.get("label"),
        "uri": button.get("uri"),
        "coupon": content.get("coupon_id") or 0,
        **dict(zip(TEXTS, content["texts"], strict=False)),
    }
