"""Words to the shop's own people who link their LINE account for test sends."""

from bot.wording import Words
from bot.wording.languages import Language, Say
from bot.wording.messages import text

LINKED = Say(
    ja="{name}さんのLINEを、テスト配信の宛先として登録しました。",
    en="{name}, this LINE account now receives your test sends.",
)
CODE_REFUSED = Say(
    ja="恐れ入ります。こちらの番号は見つかりませんでした。",
    en="We are sorry: we could not find this number.",
)


def linked(*, name: str, language: Language) -> Words:
    return [text(LINKED(language, name=name))]


def code_refused(*, language: Language) -> Words:
    """Say no more than that: most people who send six digits know nothing of any code."""
    return [text(CODE_REFUSED(language))]
