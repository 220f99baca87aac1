"""What a no sounds like where tills, web shops and imports are set up."""

from flask_babel import gettext as _

from admin import refusals
from services import api_keys, links, purchase_files, purchases

sentence = refusals.sentence


@sentence.register
def _key(refusal: api_keys.ApiKeyRefused) -> str:
    return {
        "name": _("名前は1〜60文字で入れてください。"),
        "scopes": _("できることを一つ以上選んでください。"),
        "pace": _("1分の回数は1から1,000,000までにしてください。"),
    }[refusal.why]


@sentence.register
def _key_gone(_refusal: api_keys.ApiKeyUnknown) -> str:
    return _("この鍵は、もう止められています。")


@sentence.register
def _file(refusal: purchase_files.FileUnreadable) -> str:
    return {
        "text": _("CSV として読めません。UTF-8 か Shift_JIS で書き出してください。"),
        "headings": _("一行目に、会員番号・金額・レシート番号の見出しを入れてください。"),
        "long": _(
            "ここで取り込めるのは%(limit)s行までです。"
            "分けるか、flask --app app purchases import をお使いください。",
            limit=f"{refusal.limit:,}",
        ),
    }[refusal.why]


@sentence.register
def _shop(_refusal: purchases.ShopUnknown) -> str:
    return _("この番号の店舗はありません。お店のページでご確認ください。")


@sentence.register
def _receipt(_refusal: purchases.ReceiptKnown) -> str:
    return _("このレシート番号は、別の金額か別の会員で使われています。")


@sentence.register
def _link(_refusal: links.LinkUnknown) -> str:
    return _("このお客様番号につながった会員はいません。")
