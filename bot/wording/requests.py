"""Correction and stop of use: what can be done at once by a tap, and what a person looks into."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import Box, bubble, postback, text
from bot.wording.receipts import PURPOSES
from bot.wording.shop import reach
from services.settings import Shopfront

CORRECT = Say(
    ja="ことばやお知らせの受け取りかたは、下のボタンですぐにお直しいただけます。\n"
    "ポイントの付きかたなど、そのほかの間違いは、お店の者がお調べします。"
    "「訂正」に続けて、内容をお書きください。",
    en="Your language and what you receive can be changed at once with the buttons below.\n"
    "Other mistakes, such as points that are missing, a person will look into: send “correction” with "
    "what is wrong behind it.",
)
EXAMPLE = Say(
    ja="例：訂正　12月3日のお買い物のポイントが付いていません",
    en="For example: correction, the points of 3 December are missing",
)
PROFILE = Say(ja="プロフィールを直す", en="Change my profile")
LANGUAGE = Say(ja="ことば / Language", en="Language / ことば")
SETTINGS = Say(ja="受け取りかたを変える", en="What I receive")
ALT_CORRECT = Say(ja="訂正のご案内です", en="About corrections")
STOP_USE = Say(
    ja="お客様の情報の利用は、次のように止められます。",
    en="You can stop the use of your data in these ways.",
)
STOP_MESSAGES = Say(
    ja="・お知らせだけを止める：ポイントとクーポンはそのままです",
    en="・Stop messages only: points and coupons stay",
)
STOP_FURTHER = Say(
    ja="・「{purpose}」だけを止める：すぐに使わなくなります", en="・Stop “{purpose}” only: at once"
)
STOP_ALL = Say(
    ja="・すべてを止める：退会です。会員情報を消去いたします",
    en="・Stop everything: leave, and your data is erased",
)
STOP_OTHER = Say(
    ja="・そのほか：お店の者がお調べします。「利用停止」に続けて、内容をお書きください",
    en="・Anything else: a person looks into it. Send “stop use” with what should stop behind it",
)
STOP_NAMED = Say(ja="{purpose}を止める", en="Stop: {purpose}")
STOP = Say(ja="お知らせを停止する", en="Stop messages")
LEAVE = Say(ja="退会のお手続き", en="Leaving")
LABEL = 40
"""Characters on a button of a bubble."""
ALT_STOP_USE = Say(ja="利用停止のご案内です", en="About stopping the use of your data")
STOPPED = Say(ja="「{purpose}」を止めました。", en="Stopped: “{purpose}”.")
KINDS = {
    "correction": Say(ja="訂正", en="correction"),
    "stop_use": Say(ja="利用停止", en="stop of use"),
}
WAITING = Say(
    ja="お預かりしているご請求：受付番号{number}（{day}までにお返事いたします）",
    en="Your request number {number}: you will have our answer by {day}",
)
TAKEN = Say(
    ja="「{kind}」のご請求を承りました。\n受付番号：{number}\n{day}までにお返事いたします。",
    en="We have taken your request ({kind}).\nNumber: {number}\nYou will have our answer by {day}.",
)
ALREADY = Say(
    ja="すでにご請求を承っており、お店の者がお調べしています。\n受付番号：{number}\n{day}までにお返事いたします。",
    en="We have your requests already, and a person is looking into them.\nNumber: {number}\n"
    "You will have our answer by {day}.",
)
ASK_AT = Say(
    ja="お急ぎのときや書き足したいことがあるときは、受付番号を添えて {contact} へお知らせください。",
    en="If it cannot wait, or there is more to say, please name the number at {contact}.",
)


class Waiting(NamedTuple):
    """A request that is being looked into: its number, and the last day of its answer."""

    number: int
    due_on: date


def about_correction(*, has_profile: bool, waiting: Sequence[Waiting], language: Language) -> Words:
    """Offer what can be put right by a tap, and the way to a person for the rest."""
    profile = [postback(PROFILE(language), Action.PROFILE)] if has_profile else []
    actions = [
        *profile,
        postback(LANGUAGE(language), Action.LANGUAGES),
        postback(SETTINGS(language), Action.SETTINGS),
    ]
    body = paragraphs(CORRECT(language), EXAMPLE(language), _waiting(waiting, language))
    return [bubble(ALT_CORRECT(language), body, actions)]


def about_stop_use(
    *, is_receiving: bool, further: Sequence[str], waiting: Sequence[Waiting], language: Language
) -> Words:
    """Say what each way to stop means, and give its button; `further`: purposes that are open beside."""
    purposes = [PURPOSES[name](language) for name in further]
    ways = lines(
        STOP_USE(language),
        STOP_MESSAGES(language) if is_receiving else None,
        *(STOP_FURTHER(language, purpose=purpose) for purpose in purposes),
        STOP_ALL(language),
        STOP_OTHER(language),
    )
    body = paragraphs(ways, _waiting(waiting, language))
    return [
        bubble(ALT_STOP_USE(language), body, _stops(further, is_receiving=is_receiving, language=language))
    ]


def _stops(further: Sequence[str], *, is_receiving: bool, language: Language) -> list[Box]:
    messages = [postback(STOP(language), Action.STOP, purpose="announcements")] if is_receiving else []
    named = [
        postback(label[:LABEL], Action.STOP_USE, said=label, purpose=name)
        for name in further
        for label in [STOP_NAMED(language, purpose=PURPOSES[name](language))]
    ]
    return [*messages, *named, postback(LEAVE(language), Action.LEAVE)]


def _waiting(waiting: Sequence[Waiting], language: Language) -> str:
    return lines(
        *(WAITING(language, number=one.number, day=figures.day(one.due_on, language)) for one in waiting)
    )


def use_stopped(purpose: str, *, language: Language) -> Words:
    return [text(STOPPED(language, purpose=PURPOSES[purpose](language)))]


def taken(shop: Shopfront, kind: str, *, number: int, due_on: date, language: Language) -> Words:
    """Give the receipt of a request: its number, and the last day of its answer."""
    receipt = TAKEN(language, kind=KINDS[kind](language), number=number, day=figures.day(due_on, language))
    return [text(paragraphs(receipt, _ask_at(shop, language)))]


def already(shop: Shopfront, *, number: int, due_on: date, language: Language) -> Words:
    """Say that enough is waiting, with the number of the newest."""
    waits = ALREADY(language, number=number, day=figures.day(due_on, language))
    return [text(paragraphs(waits, _ask_at(shop, language)))]


def _ask_at(shop: Shopfront, language: Language) -> str:
    return ASK_AT(language, contact=reach(shop, language))
