"""Purchases from a till's CSV file: tried first, then taken in; the same file again changes nothing."""

from collections.abc import Callable, Sequence

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as __
from wtforms import FileField, HiddenField

from admin import pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import allowed
from models.staff import Role
from services import audit, purchase_files, purchase_imports, settings
from services.purchase_files import Line, Read
from services.purchase_imports import Counted

MOST = 10_000
"""Lines; more would keep the page waiting, and go by the command line."""
SHOWN = 50
"""Faults that are told one by one."""
WHY = {
    "card": __("会員番号が8桁ではありません"),
    "yen": __("金額が数ではないか、大きすぎます"),
    "receipt": __("レシート番号が使えません（半角で1〜40文字）"),
    "shop": __("この番号の店舗はありません"),
    "twice": __("同じレシート番号が、このファイルに二度あります"),
    "member": __("この会員番号の会員はいません"),
    "differs": __("このレシート番号は、別の金額か別の会員で済んでいます"),
}


class ImportForm(Form):
    """A file, or what was tried of one before."""

    file = FileField(__("CSVファイル"))
    tried = HiddenField()
    """The file's text, kept by the page between trying and taking in."""


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit, ImportForm(None))


@allowed(Role.OWNER)
def take_in(visit: Visit) -> ResponseReturnValue:
    """Try what was uploaded, or take in what was tried; the door only reads, since each slice commits."""
    form = ImportForm()

    def work() -> ResponseReturnValue:
        is_tried = bool(form.tried.data)
        raw = form.tried.data.encode() if is_tried else _uploaded()
        read = purchase_files.read(raw, most=MOST)
        counted = _count(read, lambda some: _taken(visit, some) if is_tried else _tried(visit, some))
        if is_tried:
            _note(visit, counted)
        text = "" if is_tried else raw.decode("utf-8-sig" if _is_utf8(raw) else "cp932")
        return _page(visit, ImportForm(None), counted=counted, is_done=is_tried, text=text)

    return pages.attempt(visit, form, work, again=lambda: _page(visit, form))


def _uploaded() -> bytes:
    file = request.files.get("file")
    return b"" if file is None else file.read()


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _count(read: Read, deal: Callable[[Sequence[Line]], Counted]) -> Counted:
    counted = Counted(faults=list(read.faults))
    for some in purchase_imports.slices(read.lines):
        counted.add(deal(some))
    counted.faults.sort(key=lambda fault: fault.number)
    return counted


def _tried(visit: Visit, some: Sequence[Line]) -> Counted:
    return purchase_imports.rehearse(visit.session, some, choices=visit.choices, now=visit.now)


def _taken(visit: Visit, some: Sequence[Line]) -> Counted:
    with visit.parts.sessions.begin() as session:
        return purchase_imports.take(session, some, choices=settings.read(session), now=visit.now)


def _note(visit: Visit, counted: Counted) -> None:
    figures = {"new": counted.new, "known": counted.known, "faults": len(counted.faults)}
    with visit.parts.sessions.begin() as session:
        audit.write(
            session, "purchases_imported", "purchases", staff_id=visit.staff.id, now=visit.now, **figures
        )


def _page(
    visit: Visit, form: ImportForm, *, counted: Counted | None = None, is_done: bool = False, text: str = ""
) -> str:
    return pages.show(
        "purchases.html",
        visit,
        form=form,
        counted=counted,
        is_done=is_done,
        text=text,
        why=WHY,
        shown=SHOWN,
        most=MOST,
    )
