"""When something went wrong on our side and all of it was rolled back."""

from bot.wording import Words
from bot.wording.languages import Language, Say
from bot.wording.messages import text
from bot.wording.shop import reach
from services.settings import Shopfront

APOLOGY = Say(
    ja="申し訳ございません。ただいまお手続きができませんでした。\n"
    "ポイントとクーポンに変わりはございません。\n"
    "少し時間をおいて、もう一度お試しください。\n"
    "お急ぎのときは {contact} へご連絡ください。（受付番号 {reference}）",
    en="We are sorry: we could not do this just now.\n"
    "Your points and coupons are unchanged.\n"
    "Please try again in a little while.\n"
    "If it cannot wait, please turn to {contact}. (Reference {reference})",
)


def apology(shop: Shopfront, *, reference: str, language: Language) -> Words:
    return [text(APOLOGY(language, contact=reach(shop, language), reference=reference))]
