"""One-time pages at /papers/<token>: a look changes nothing, one press opens, and then never again."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from admin import copies, door, openings, proofs, speech, throttle
from admin.openings import Opening, Paper
from admin.parts import Parts
from models.codes import CodeKind, MemberCode
from services import codes, settings
from services.errors import RuleError
from services.proofs import ProofLater

PAPERS: Mapping[CodeKind, Paper] = {CodeKind.COPY: copies.PAPER, CodeKind.PROOF: proofs.PAPER}
"""What each kind of link opens. Another kind is one more line here and an `openings.Paper` of its own."""
FILE = "file"
"""The subject of the second code, which the opened page carries for its file: `file` or `file|<subject>`."""
OVER = (404, 410)
"""Answers after which only a new link helps; after any other the same one works later."""
Made = TypeVar("Made")


def blueprint(parts: Parts) -> Blueprint:
    """Give the pages; the address is the only key to them."""
    public = Blueprint("papers", __name__, url_prefix="/papers")
    desk = _Desk(parts)
    public.add_url_rule("/<token>", "look", desk.look, methods=["GET"])
    public.add_url_rule("/<token>", "open", desk.open, methods=["POST"])
    public.add_url_rule("/<token>/file", "save", desk.save, methods=["POST"])
    return public


class _Desk:
    """The three things that can be done with a link."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def look(self, token: str) -> ResponseReturnValue:
        """Say what it is, with the one button. Previews fetch links: nothing is opened by looking."""
        try:
            code = codes.peek_link(door.session(), self._parts.vault(), token, now=door.now())
        except RuleError as refusal:
            return _refused(refusal)
        paper, shop = PAPERS[code.kind], settings.read(door.session()).shop_name
        return _drawn("paper.html", paper=paper, shop=shop, token=token)

    def open(self, token: str) -> ResponseReturnValue:
        """Open it, once; the page carries a code of its own for the file."""

        def make(opening: Opening, paper: Paper) -> dict[str, Any]:
            subject = f"{FILE}|{opening.subject}" if opening.subject else FILE
            kind = next(kind for kind, known in PAPERS.items() if known is paper)
            further = codes.issue(
                opening.session, opening.vault, opening.member, kind, subject=subject, now=opening.now
            )
            shown = {"paper": paper, "shop": opening.choices.shop_name, "file_token": further}
            return shown | dict(paper.read(opening)) | {"template": paper.template}

        def answer(values: dict[str, Any]) -> ResponseReturnValue:
            return _drawn(values.pop("template"), **values)

        return self._use(token, make, answer, is_file=False)

    def save(self, token: str) -> ResponseReturnValue:
        """Hand the file over, once."""

        def make(opening: Opening, paper: Paper) -> openings.File:
            return paper.file(opening)

        return self._use(token, make, _attached, is_file=True)

    def _use(
        self,
        token: str,
        make: Callable[[Opening, Paper], Made],
        answer: Callable[[Made], ResponseReturnValue],
        *,
        is_file: bool,
    ) -> ResponseReturnValue:
        """Use the code up and gather what it opens in one transaction; what breaks leaves the code good.

        Whoever guesses is refused before that: strangers never hold the lock of those who write.
        """
        try:
            codes.peek_link(door.session(), self._parts.vault(), token, now=door.now())
            with self._parts.sessions.begin() as writing:
                code = self._taken(writing, token, is_file=is_file)
                made = make(self._opening(writing, code), PAPERS[code.kind])
        except codes.CodeUnknown as refusal:
            return _refused(self._missed(refusal))
        except RuleError as refusal:
            return _refused(refusal)
        return answer(made)

    def _taken(self, writing: Session, token: str, *, is_file: bool) -> MemberCode:
        code = codes.peek_link(writing, self._parts.vault(), token, now=door.now())
        if code.kind not in PAPERS or _is_file(code) != is_file:
            raise codes.CodeUnknown
        return codes.use(writing, self._parts.vault(), code.kind, token, now=door.now())

    def _opening(self, writing: Session, code: MemberCode) -> Opening:
        subject = (
            (code.subject or "").removeprefix(FILE).removeprefix("|") if _is_file(code) else code.subject
        )
        return openings.of(self._parts, writing, code, subject or None, language=speech.language())

    def _missed(self, refusal: RuleError) -> RuleError:
        """Count a wrong link; a right one is never held back, since nobody can guess one."""
        place = throttle.name(self._parts, "address", throttle.asker(self._parts))
        try:
            codes.check_tries(door.session(), place, now=door.now())
        except codes.TooManyTries as enough:
            return enough
        with self._parts.sessions.begin() as writing:
            codes.note_miss(writing, place, now=door.now())
        return refusal


def _is_file(code: MemberCode) -> bool:
    return (code.subject or "").partition("|")[0] == FILE


def _drawn(template: str, **values: Any) -> str:
    """Draw a page for whoever holds the link, whoever else is signed in with this browser."""
    return render_template(f"admin/{template}", visitor=None, **values)


def _refused(refusal: RuleError) -> ResponseReturnValue:
    words, status = _words(refusal)
    return _drawn("paper-refused.html", words=words, is_over=status in OVER), status


def _words(refusal: RuleError) -> tuple[str, int]:
    if isinstance(refusal, codes.CodeSpent):
        return _("このリンクは、すでに一度開かれています。安全のため、開けるのは一度だけです。"), 410
    if isinstance(refusal, codes.CodeTooLate):
        return _("このリンクは、お渡しから15分が過ぎました。"), 410
    if isinstance(refusal, ProofLater):
        return _("いま台帳に多くの行が書かれています。このリンクのまま、数分おいてお試しください。"), 503
    if isinstance(refusal, codes.TooManyTries):
        return _("しばらく受け付けを止めています。15分ほどおいてお試しください。"), 429
    return _("このリンクは見つかりません。新しいリンクをお出しになると、前のものは開けなくなります。"), 404


def _attached(file: openings.File) -> Response:
    response = Response(file.content, content_type=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
