"""What is shown when a page cannot be: one sentence that says what to do."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from admin import door


def attach(app: Flask) -> None:
    """Answer refusals and faults of our pages in words; other doors' are left to them."""

    def refuse(problem: HTTPException) -> ResponseReturnValue:
        if not door.is_ours() or problem.code is None or problem.code < 400:
            return problem
        title, words = _words(problem)
        page = render_template("admin/refused.html", title=title, words=words, **_without_asking(problem))
        return page, problem.code

    app.register_error_handler(HTTPException, refuse)


def _without_asking(problem: HTTPException) -> dict[str, object]:
    """After a fault the transaction may be broken: the page must not ask the database."""
    return (
        {"is_sample": lambda: False, "alarms": list, "key_reminder": lambda: None}
        if (problem.code or 500) >= 500
        else {}
    )


def _words(problem: HTTPException) -> tuple[str, str]:
    if isinstance(problem, CSRFError):
        return _("もう一度お願いします"), _(
            "ページを開いてから時間がたったため、送れませんでした。前のページに戻り、開き直してからお試しください。"
        )
    sentences = {
        403: (
            _("このページは開けません"),
            _("このページは、別の役割の方のものです。オーナーにご相談ください。"),
        ),
        404: (_("ページが見つかりません"), _("アドレスをご確認ください。")),
        413: (_("大きすぎます"), _("送られた内容が大きすぎます。短くしてお試しください。")),
    }
    other = (
        _("うまくいきませんでした"),
        _("少しおいて、もう一度お試しください。続くときは、設置した方にお知らせください。"),
    )
    return sentences.get(problem.code or 500, other)
