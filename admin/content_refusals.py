"""What a no sounds like about what an announcement says."""

from flask_babel import gettext as _

from admin import refusals
from services import content_checks, photos

sentence = refusals.sentence


@sentence.register
def _says_nothing(_refusal: content_checks.ContentEmpty) -> str:
    return _("本文を入れてください。")


@sentence.register
def _says_much(refusal: content_checks.ContentTooLong) -> str:
    return _("吹き出しは%(limit)sつまでにしてください。", limit=refusal.limit)


@sentence.register
def _cannot_be(refusal: content_checks.ContentRefused) -> str:
    said = {
        "text": _("文章は%(limit)s文字までにしてください。", limit=f"{refusal.limit:,}"),
        "photo": _("写真を選んでください。"),
        "cards": _("カードは1枚から%(limit)s枚までにしてください。", limit=refusal.limit),
        "card_title": _("カードの見出しは、1〜%(limit)s文字で入れてください。", limit=refusal.limit),
        "card_text": _("カードの説明は%(limit)s文字までにしてください。", limit=refusal.limit),
        "card_link": _("カードのボタンには、言葉とリンク先の両方を入れてください。"),
        "label": _("ボタンの言葉は、日本語で1〜%(limit)s文字にしてください。", limit=refusal.limit),
        "link": _("リンク先には、https:// で始まるアドレスを入れてください。"),
        "coupon": _("このクーポンは、もうお使いいただけません。別のクーポンを選んでください。"),
    }[refusal.why]
    return _("%(number)sつめの吹き出し：", number=refusal.number) + said if refusal.number else said


@sentence.register
def _no_photo(refusal: photos.PhotoRefused) -> str:
    return {
        "unreadable": _("写真として読めません。JPEG か PNG のファイルを選んでください。"),
        "large": _("写真は1MBまでです。小さくしてから、もう一度選んでください。"),
        "pixels": _("写真の縦と横は、%(most)sピクセルまでにしてください。", most=f"{photos.PIXELS:,}"),
    }[refusal.why]


@sentence.register
def _no_https(_refusal: photos.PhotosNeedHttps) -> str:
    return _("写真を送れるのは、お店の公開アドレス（PUBLIC_URL）が https:// で始まるときだけです。")
