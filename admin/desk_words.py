"""The words of the desk for personal data: kinds, ways, states and clocks of requests."""

from datetime import datetime

from flask_babel import gettext as _

from models.requests import RequestKind, RequestState, RequestWay, RightsRequest
from services import requests

Badge = tuple[str, str]
"""Words and their colour."""


def kinds() -> dict[str, str]:
    """Name what is asked for, as the law does."""
    return {
        RequestKind.DISCLOSURE: _("開示（お預かりしている情報を知りたい）"),
        RequestKind.CORRECTION: _("訂正・追加・削除"),
        RequestKind.STOP_USE: _("利用停止（お知らせなどを止めたい）"),
        RequestKind.ERASURE: _("消去（退会して消したい）"),
        RequestKind.TRANSFER: _("引き継ぎ（LINEのアカウントが変わった）"),
        RequestKind.COMPLAINT: _("苦情・ご相談"),
    }


def kind(request: RightsRequest) -> str:
    """Name it in a word."""
    return {
        RequestKind.DISCLOSURE: _("開示"),
        RequestKind.CORRECTION: _("訂正"),
        RequestKind.STOP_USE: _("利用停止"),
        RequestKind.ERASURE: _("消去"),
        RequestKind.TRANSFER: _("アカウントの引き継ぎ"),
        RequestKind.COMPLAINT: _("苦情・ご相談"),
    }[request.kind]


def ways() -> dict[str, str]:
    """Name how a request came."""
    return {
        RequestWay.CHAT: _("トーク"),
        RequestWay.PHONE: _("お電話"),
        RequestWay.MAIL: _("郵便・メール"),
        RequestWay.COUNTER: _("店頭"),
    }


def state(request: RightsRequest, *, now: datetime) -> Badge:
    """Say where it stands; while it is open, how many days are left."""
    if request.state == RequestState.DONE:
        return _("対応ずみ"), "good"
    if request.state == RequestState.REFUSED:
        return _("お断り"), ""
    left = requests.days_left(request, now=now)
    if left < 0:
        return _("%(days)s日過ぎています", days=-left), "stop"
    words = _("あと%(days)s日", days=left) if left else _("今日まで")
    return words, _urgency(left)


def _urgency(left: int) -> str:
    _far, near, _last, _over = requests.REMINDERS
    if left <= near:
        return "stop"
    return "busy" if left <= requests.REMINDERS[0] else ""


def deeds() -> dict[str, str]:
    """Name what the audit knows of a request."""
    return {
        "request_opened": _("受け付けた"),
        "request_seen": _("内容を見た"),
        "request_named": _("どの会員の方かを確かめた"),
        "request_copy_given": _("写しを出した"),
        "request_use_stopped": _("利用を止めた"),
        "request_member_erased": _("消去した"),
        "request_answers_right": _("お客さまのお答えが合った"),
        "handover_approved": _("引き継ぎを承認した"),
        "handover_done": _("引き継いだ"),
        "request_closed": _("対応を終えた"),
    }
