"""What a no sounds like where members are met: posters, the menu below the talk, the shared phone."""

from flask_babel import gettext as _

from admin import sending_refusals
from services import devices, menus, pins, sources, spend_codes

sentence = sending_refusals.sentence


@sentence.register
def _source(refusal: sources.SourceRefused) -> str:
    return {
        "name": _("名前は1〜%(most)s文字で、文字か数字を入れてください。", most=sources.LONGEST),
        "taken": _("同じ名前のきっかけがあります。別の名前にしてください。"),
    }[refusal.why]


@sentence.register
def _code_needed(_refusal: spend_codes.SpendCodeNeeded) -> str:
    return _(
        "ポイントのご利用には、5分間の番号が要ります。お客さまに、トークの「ポイントを使う」を押していただいてください。"
    )


@sentence.register
def _menu(refusal: menus.MenuRefused) -> str:
    return {
        "colour": _("色は #2f5d50 の形で選んでください。"),
        "label": _("言葉は、それぞれ1〜%(most)s文字で入れてください。", most=menus.LONGEST),
    }[refusal.why]


@sentence.register
def _device(_refusal: devices.DeviceRefused) -> str:
    return _("端末の名前は1〜%(most)s文字で入れてください。", most=devices.LONGEST)


@sentence.register
def _device_code(_refusal: devices.DeviceCodeWrong) -> str:
    return _("このコードは使えません。オーナーに、新しいコードを出してもらってください。")


@sentence.register
def _device_limit(refusal: devices.DeviceLimit) -> str:
    return _(
        "この端末で1日につけられるのは%(limit)sポイントまでです。オーナーにご相談ください。",
        limit=f"{refusal.limit:,}",
    )


@sentence.register
def _pin(refusal: pins.PinRefused) -> str:
    return {
        "digits": _("暗証番号は、数字4桁にしてください。"),
        "easy": _("同じ数字や続き番号は、すぐに当てられます。別の4桁にしてください。"),
    }[refusal.why]


@sentence.register
def _pin_wrong(refusal: pins.PinWrong) -> str:
    if not refusal.left:
        return _("暗証番号が違います。15分ほどおいてお試しください。")
    return _("暗証番号が違います。あと%(left)s回お試しいただけます。", left=refusal.left)


@sentence.register
def _pin_rests(_refusal: pins.PinRests) -> str:
    return _("違う番号が続いたため、しばらく受け付けを止めています。15分ほどおいてお試しください。")


@sentence.register
def _pin_over(_refusal: pins.PinOver) -> str:
    return _("この暗証番号はもう使えません。オーナーに、新しい番号を決めてもらってください。")
