"""The form in which an announcement is written, and what it would look like and reach."""

from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from admin import composing, contents, politeness, speech, spreads
from admin.contents import PartForm
from admin.editing import EditForm
from admin.forms import Form
from admin.parts import Visit
from models.announcements import Announcement
from services import (
    approvals,
    audiences,
    content_checks,
    giveaways,
    japan,
    offers,
    placeholders,
    topics,
)
from services.contents import read, written

EXAMPLE = "/photos"
"""Where the preview finds pictures: at this very site, whatever its name."""


class DraftForm(EditForm):
    """What is said, about what."""

    title = StringField(
        __("題名（スタッフだけが見ます）"), [DataRequired(__("題名を入れてください。")), Length(max=60)]
    )
    topic = SelectField(__("話題の名前"), coerce=int)
    text1 = TextAreaField(
        __("本文"), [DataRequired(__("本文を入れてください。")), Length(max=1000)], render_kw={"rows": 6}
    )
    text1_en = TextAreaField(__("英語の文章"), [Length(max=1000)], render_kw={"rows": 4})
    parts = FieldList(FormField(PartForm), max_entries=contents.FURTHER)
    do = HiddenField()
    moved = ""
    """The button to go on with, after something was moved."""
    label = StringField(__("ボタンの言葉"), [Length(max=20)])
    label_en = StringField(__("ボタンの言葉（英語）"), [Length(max=20)])
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
        label, label_en, uri, first, first_en = (
            (self[name].data or "").strip() for name in ("label", "label_en", "uri", "text1", "text1_en")
        )
        has_button = bool(label) and uri.startswith("https://")
        opening = {"kind": "text", "words": {"ja": first, "en": first_en}}
        return {
            "parts": [opening, *(part.form.kept() for part in self.parts)],
            "button": {"label": {"ja": label, "en": label_en}, "uri": uri} if has_button else None,
            "coupon_id": self.coupon.data or None,
        }


class TimeForm(Form):
    """When it goes out, and the last moment at which it may. Japan time."""

    at = DateTimeLocalField(__("送り始める時刻"), [Optional()], format="%Y-%m-%dT%H:%M")
    until = DateTimeLocalField(__("最終時刻"), [Optional()], format="%Y-%m-%dT%H:%M")
    spread = spreads.field()
    reason = TextAreaField(__("このまま送る理由"), render_kw={"rows": 2})
    seen = HiddenField()

    def instant(self, name: str) -> datetime | None:
        local: datetime | None = self[name].data
        return None if local is None else local.replace(tzinfo=japan.ZONE).astimezone(UTC)

    def times(self) -> dict[str, datetime | None]:
        return {name: self.instant(name) for name in ("at", "until")}


def form(visit: Visit, announcement: Announcement | None = None, *, typed: bool = False) -> DraftForm:
    """Make the form: as typed, as kept, or empty."""
    known = topics.active(visit.session)
    kept = _kept(announcement) if announcement else {"topic": known[0].id if known else None}
    made = DraftForm() if typed else DraftForm(None, data=kept)
    made.topic.choices = [SelectChoice(topic.id, topic.name(speech.language())) for topic in known]
    made.coupon.choices = [SelectChoice(0, _("なし")), *_coupons(visit)]
    return made


def look(visit: Visit, draft: DraftForm, **times: datetime | None) -> dict[str, Any]:
    """Give what the fragment beside the form shows: what LINE draws, and thoughts on the words."""
    is_safety = bool(draft.is_safety.data)
    content = draft.content()
    drawn = composing.messages(
        visit, content, ref="0", language=speech.language(), is_safety=is_safety, pictures=EXAMPLE
    )
    remarks = politeness.look(visit, content, is_safety=is_safety, **times)
    return room(draft) | {
        "drawn": composing.with_example(visit, drawn, speech.language()),
        "is_personal": placeholders.is_personal(content),
        "remarks": politeness.remarks(remarks, content),
    }


def check_stock(visit: Visit, found: Announcement) -> None:
    """Raise CouponTooFew where its coupon would not do for everybody whom it reaches."""
    reached = audiences.of(visit.session, found, choices=visit.choices, now=visit.now)
    giveaways.check_stock(visit.session, found.content, people=reached.reachable)


def is_safety(visit: Visit, typed: DraftForm, found: Announcement | None = None) -> bool:
    """Tell whether it is one about safety: only who may send decides that."""
    if visit.staff.may_send:
        return bool(typed.is_safety.data)
    return found is not None and found.is_safety


def _coupons(visit: Visit) -> list[SelectChoice]:
    announced = offers.announced(visit.session, now=visit.now)
    return [SelectChoice(coupon.id, coupon.title) for coupon in announced]


def room(draft: DraftForm) -> dict[str, Any]:
    """Tell how much more can be added."""
    return {"may_add": len(draft.parts) < contents.FURTHER, "most_cards": content_checks.CARDS}


def _kept(announcement: Announcement) -> dict[str, Any]:
    content = written(read(announcement.content))
    (opening, *others), button = content["parts"], content["button"] or {"label": {}, "uri": ""}
    return {
        "opened": approvals.fingerprint(announcement),
        "title": announcement.title,
        "topic": announcement.topic_id,
        "is_quiet": announcement.is_quiet,
        "is_safety": announcement.is_safety,
        "text1": opening["words"]["ja"],
        "text1_en": opening["words"]["en"],
        "parts": [contents.shown(part) for part in others],
        "label": button["label"].get("ja"),
        "label_en": button["label"].get("en"),
        "uri": button["uri"],
        "coupon": content["coupon_id"] or 0,
    }
