"""Two people at one draft: the page knows what it was opened with, and says when that has changed since."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import gettext as _
from wtforms import HiddenField

from admin import refusals
from admin.forms import Form
from services import fingerprints


class EditForm(Form):
    """A form that rewrites something."""

    opened = HiddenField()
    """The fingerprint of what it was opened with."""
    is_overtaken = False


@contextmanager
def in_turn(form: EditForm) -> Iterator[None]:
    """Where it turns out to have changed, let the form carry what is kept now: said again, it overwrites."""
    try:
        yield
    except fingerprints.Overtaken as refusal:
        form.opened.data, form.is_overtaken = refusal.kept, True
        raise


@refusals.sentence.register
def _overtaken(_refusal: fingerprints.Overtaken) -> str:
    return _(
        "このページを開いたあとで、別の画面から書きかえられました。入れた言葉はここに残っています。"
        "いま保存されているものをご確認のうえ、この言葉でよろしければ、もう一度押してください。"
    )
