"""Notices: the words under which people say yes, written, looked at, compared and published."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import choosing, editing, notice_forms, pages
from admin.notice_forms import AgeForm, NoticeForm
from admin.parts import Visit
from admin.roles import allowed
from bot.wording import notices as wording
from models.consents import Purpose
from models.members import Language
from models.notices import Notice
from models.staff import Role
from services import notice_changes, notice_wordings, notices, publishing
from services.notice_words import Words
from services.publishing import NoticeRefused

SHOWN = (Purpose.MEMBERSHIP, Purpose.ANNOUNCEMENTS, Purpose.PROFILE)
"""Those that somebody is asked; the look at purchases has words and nobody to ask yet."""
SEAL = "x" * 130
"""As long as a real one; a preview's buttons do nothing."""


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _list(visit)


@allowed(Role.OWNER)
def one(visit: Visit, number: int) -> ResponseReturnValue:
    """Show one version as it was put to people, and what it changed."""
    found = _find(visit, number)
    before = notices.version_before(visit.session, found)
    fields = notices.fields(found)
    changes = notice_changes.compare(before, fields) if before else None
    words = {"drawn": _drawn(fields, found.language), "changes": changes, "names": _names()}
    newest = notices.newest(visit.session, found.purpose, found.language)
    return pages.show("notice.html", visit, found=found, is_newest=newest is found, **words)


@allowed(Role.OWNER)
def write(visit: Visit, number: int) -> ResponseReturnValue:
    found = _find(visit, number)
    return _form(visit, found, NoticeForm(visit, found))


@allowed(Role.OWNER)
def keep(visit: Visit, number: int) -> ResponseReturnValue:
    """Keep a draft; what is wrong with it is said beside it and stops nobody."""
    found = _find(visit, number)
    form = NoticeForm(visit, found, typed=True)

    def save() -> ResponseReturnValue:
        with editing.in_turn(form):
            notice_wordings.keep(
                visit.session, found.purpose, form.owns(), opened=form.text("opened"), now=visit.now
            )
        visit.note("notice_drafted", f"notice:{found.purpose}")
        return pages.done(_("下書きを保存しました。"), "admin.write_notice", number=found.id)

    return pages.attempt(visit, form, save, again=lambda: _form(visit, found, form))


@allowed(Role.OWNER)
def preview(visit: Visit, number: int) -> ResponseReturnValue:
    """Draw what is being typed; nothing is kept."""
    form = NoticeForm(visit, _find(visit, number), typed=True)
    return pages.show("notice-seen.html", visit, **_look(form))


@allowed(Role.OWNER)
def publish(visit: Visit, number: int) -> ResponseReturnValue:
    found = _find(visit, number)
    form = NoticeForm(visit, found, typed=True)

    def make_public() -> ResponseReturnValue:
        try:
            with editing.in_turn(form):
                fresh = _published(visit, found.purpose, form)
        except NoticeRefused as refusal:
            form.mark(refusal.findings)
            raise
        hashes = {f"{one.purpose}.{one.language}": one.sha256 for one in fresh}
        visit.note("notice_published", f"notice:{found.purpose}", **hashes)
        return pages.done(
            _("新しい文面を公開しました。これからお答えくださる方は、この文面でお選びになります。"),
            "admin.notices",
        )

    return pages.attempt(visit, form, make_public, again=lambda: _form(visit, found, form))


@allowed(Role.OWNER)
def change_age(visit: Visit) -> ResponseReturnValue:
    form = AgeForm()
    said = _("年齢の伺い方を保存しました。")
    return choosing.attempt(visit, form, said=said, on="admin.notices", again=lambda: _list(visit, age=form))


def _published(visit: Visit, purpose: Purpose, form: NoticeForm) -> list[Notice]:
    return publishing.publish(
        visit.session,
        purpose,
        form.owns(),
        opened=form.text("opened"),
        choices=visit.choices,
        trust_url=notice_forms.trust_url(visit),
        now=visit.now,
    )


def _find(visit: Visit, number: int) -> Notice:
    found = visit.session.get(Notice, number)
    return pages.found(found if found is not None and found.purpose in SHOWN else None)


def _list(visit: Visit, *, age: AgeForm | None = None) -> str:
    return pages.show(
        "notices.html",
        visit,
        live={purpose: notices.live(visit.session, purpose, Language.JA, now=visit.now) for purpose in SHOWN},
        versions=notices.all_versions(visit.session, SHOWN),
        names=_names(),
        age=age or AgeForm(None, data=vars(visit.choices)),
    )


def _form(visit: Visit, found: Notice, form: NoticeForm) -> str:
    return pages.show("notice-form.html", visit, found=found, form=form, names=_names(), **_look(form))


def _look(form: NoticeForm) -> dict[str, Any]:
    """Give what stands beside the form: each language as in the talk, what is wrong, what changes."""
    return {
        "seen": [
            {
                "language": language,
                "drawn": _drawn(proof.written, language),
                "findings": [notice_forms.sentence(finding) for finding in proof.findings],
                "changes": proof.changes,
            }
            for language, proof in form.proofs().items()
        ]
    }


def _drawn(fields: Any, language: Language) -> list[dict[str, Any]]:
    shown = Words(fields["title"], fields["body"], fields["question"], tuple(fields["labels"]))
    if fields["purpose"] == Purpose.MEMBERSHIP:
        return wording.membership(shown, seal=SEAL, language=language)
    if fields["purpose"] == Purpose.ANNOUNCEMENTS:
        return wording.announcements(shown, seal=SEAL, language=language)
    return wording.further(shown, purpose=fields["purpose"], seal=SEAL, language=language)


def _names() -> dict[Purpose, str]:
    return {
        Purpose.MEMBERSHIP: _("会員登録について"),
        Purpose.ANNOUNCEMENTS: _("お知らせの受け取り"),
        Purpose.PROFILE: _("お名前と誕生月"),
    }
