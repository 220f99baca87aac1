"""The first words to somebody new, and to somebody who comes back."""

from bot.wording import Words, figures
from bot.wording.languages import Language, Say, lines
from bot.wording.messages import text
from bot.wording.notices import Notice, membership
from services.settings import Shopfront

HELLO = Say(
    ja="こんにちは。{shop}です。ご用件がございましたら、どうぞお送りください。",
    en="Hello from {shop}. Please write to us whenever we can be of help.",
)
CALLED = Say(ja="{name}さん", en="Dear {name},")
BIRTH_MONTH = Say(
    ja="お誕生月おめでとうございます。どうぞよい一年をお過ごしください。",
    en="It is the month of your birthday: we wish you a happy year.",
)
ADDED = Say(
    ja="友だち追加ありがとうございます。{shop}です。",
    en="Thank you for adding us. This is {shop}.",
)
THIS_IS = Say(ja="{shop}です。", en="This is {shop}.")
RETURNED = Say(
    ja="おかえりなさいませ。{shop}ポイントは、ただいま{points}ございます。",
    en="Welcome back. You have {points} at {shop}.",
)
STILL_STOPPED = Say(
    ja="お知らせは止めたままです。また受け取るときは、「再開」とお送りください。",
    en="Messages from the shop stay off. To receive them again, please send “resume”.",
)


def followed(shop: Shopfront, notice: Notice, *, seal: str, language: Language) -> Words:
    """Greet a new friend and put the membership question; nothing is kept until the answer."""
    return _introduced(ADDED, shop, notice, seal=seal, language=language)


def known(shop: Shopfront, notice: Notice, *, seal: str, language: Language) -> Words:
    """Ask somebody who may have been a friend for years: no thanks for adding us, no first greeting."""
    return membership(notice, seal=seal, before=THIS_IS(language, shop=shop.name), language=language)


def met(shop: Shopfront, notice: Notice, *, seal: str, language: Language) -> Words:
    """Greet somebody in the language that they asked for, and put the membership question."""
    return _introduced(THIS_IS, shop, notice, seal=seal, language=language)


def welcome_back(shop: Shopfront, *, balance: int, language: Language) -> Words:
    """Greet a member who had blocked us; unblocking switches nothing on."""
    greeting = RETURNED(language, shop=shop.name, points=figures.points(balance, language))
    return [text(lines(greeting, STILL_STOPPED(language)))]


def hello(
    shop: Shopfront, *, name: str | None = None, is_birth_month: bool = False, language: Language
) -> Words:
    """Greet a member, by name and with good wishes where they let us know name and month."""
    called = CALLED(language, name=name) if name else None
    wishes = BIRTH_MONTH(language) if is_birth_month else None
    return [text(lines(called, HELLO(language, shop=shop.name), wishes))]


def _introduced(who: Say, shop: Shopfront, notice: Notice, *, seal: str, language: Language) -> Words:
    """Say who speaks, then the shop's own greeting if it has one, then what is asked."""
    name = who(language, shop=shop.name)
    if not shop.greeting:
        return membership(notice, seal=seal, before=name, language=language)
    return [text(name), text(shop.greeting), *membership(notice, seal=seal, language=language)]
