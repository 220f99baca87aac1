"""What a no sounds like at the desk of whoever is in charge of personal data."""

from flask_babel import gettext as _

from admin import refusals
from services import handovers, incidents, provisions, requests

sentence = refusals.sentence


@sentence.register
def _request_closed(_refusal: requests.RequestClosed) -> str:
    return _("この請求は、すでに対応が終わっています。")


@sentence.register
def _close(refusal: requests.CloseRefused) -> str:
    return {
        "reason": _(
            "理由を1〜400文字で入れてください。お断りするときにも理由が要ります（個人情報保護法36条）。"
        ),
        "identity": _("ご本人とどう確かめたかを、200文字までで入れてください。"),
        "number": _("書類の番号は書き残さないでください。何を見て確かめたかだけを入れてください。"),
    }[refusal.why]


@sentence.register
def _handover(refusal: handovers.HandoverRefused) -> str:
    return {
        "same": _("同じ会員番号です。新しい会員証の番号を入れてください。"),
        "rest": _("合わないお答えが続いたため、この会員の引き継ぎは24時間お休みしています。"),
        "alone": _(
            "このポイント数の引き継ぎには、受け付けた方とあなた以外の、もう一人の承認が要ります。"
            "承認できる方（オーナーか、お知らせを送ってよい方）を先に登録するか、"
            "受け付けた方にお答えを確かめてもらってください。"
        ),
    }[refusal.why]


@sentence.register
def _may_not_approve(_refusal: handovers.MayNotApprove) -> str:
    return _("承認できるのは、受け付けた方とお答えを確かめた方以外の、オーナーか送ってよい方です。")


@sentence.register
def _provision(refusal: provisions.ProvisionRefused) -> str:
    return {
        "recipient": _("提供先の名前を、120文字までで入れてください。"),
        "address": _("提供先の住所を、200文字までで入れてください。"),
        "purpose": _("提供の目的を、200文字までで入れてください。"),
        "reason": _("いま提供する理由を、400文字までで入れてください。"),
        "items": _("提供する項目を、一つ以上選んでください。"),
    }[refusal.why]


@sentence.register
def _nobody(_refusal: provisions.NobodyCovered) -> str:
    return _("この提供先と項目への提供に同意された方がいないため、お渡しできるものはありません。")


@sentence.register
def _too_many(refusal: provisions.TooManyCovered) -> str:
    return _(
        "一度に書き出せるのは%(limit)s人までです（いまは%(people)s人です）。",
        limit=f"{refusal.limit:,}",
        people=f"{refusal.people:,}",
    )


@sentence.register
def _incident(refusal: incidents.IncidentRefused) -> str:
    return {
        "title": _("何があったかを、120文字までの題で入れてください。"),
        "window": _("終わりの時刻は、始まりより後にしてください。"),
        "known": _("知った時刻は、始まりより後で、いまより前にしてください。"),
        "item": _("一つの項目は4,000文字までにしてください。"),
    }[refusal.why]


@sentence.register
def _incident_closed(_refusal: incidents.IncidentClosed) -> str:
    return _("この報告は閉じられています。書き換えられません。")
