"""Joining: asked, joined, declined, already in."""

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines
from bot.wording.messages import Box, buttons, postback, text
from bot.wording.notices import ASKED_AFRESH, Notice, membership

JOINED = Say(
    ja="ご登録ありがとうございます。\n会員番号は {card} です。",
    en="Thank you for joining us.\nYour card number is {card}.",
)
WELCOME = Say(
    ja="入会のお礼の{points}は、初めてのお買い物からお使いいただけます。",
    en="Your welcome gift of {points} can be used from your first purchase on.",
)
WELCOME_COUPONS = Say(
    ja="入会のお礼の{coupons}を、お手元にお届けしました。",
    en="As a welcome, you have {coupons} from us.",
)
HOW_TO_CALL = Say(
    ja="「ポイント」「クーポン」「会員証」の文字でお呼びください。\n登録の控えとその証明は「控え」でご覧いただけます。",
    en="Send “points”, “coupons” or “card” whenever you like.\nSend “receipt” to see a record of "
    "what you agreed to, and to get the file that proves it.",
)
DECLINED = Say(
    ja="かしこまりました。登録はしておりません。お客様の番号も、会員の記録には残しません。\n"
    "お店のご案内は、どなたでもご覧いただけます。\n"
    "お気持ちが変わりましたら、「会員登録」とお送りください。",
    en="Certainly. You have not been registered, and your number is not kept in our member records.\n"
    "Everybody is welcome to ask about the shop here.\n"
    "Should you change your mind, please send “join”.",
)
AGE_QUESTION = Say(ja="{years}歳以上でいらっしゃいますか。", en="Are you {years} or older?")
ALT_AGE = Say(ja="会員登録についてのご案内です", en="About becoming a member")
OF_AGE = Say(ja="はい", en="Yes")
GUARDIAN = Say(ja="保護者の同意があります", en="My guardian agrees")
UNDER = Say(ja="いいえ", en="No")
UNDER_AGE = Say(
    ja="お答えくださり、ありがとうございます。登録はしておりません。お客様の番号も、会員の記録には残しません。\n"
    "お店のご案内は、どなたでもご覧いただけます。",
    en="Thank you for your answer. You have not been registered, and your number is not kept in our "
    "member records.\nEverybody is welcome to ask about the shop here.",
)
KEPT_AS_BEFORE = Say(
    ja="かしこまりました。これまでの内容のまま、会員としてお使いいただけます。",
    en="Certainly. You stay a member on the terms you agreed to before.",
)
AGREED_ANEW = Say(
    ja="ありがとうございます。新しい内容でのご同意を承りました。",
    en="Thank you. We have noted that you agree to the new terms.",
)
ALREADY = Say(
    ja="すでにご登録いただいております。\n会員番号は {card} です。",
    en="You are already a member.\nYour card number is {card}.",
)
NEEDED = Say(
    ja="こちらは会員の方にお使いいただけるものです。",
    en="This is something that members can use.",
)
OFFER = Say(
    ja="会員の方は、このトークでポイントとクーポンをお使いいただけます。登録は無料です。",
    en="Members can use points and coupons in this chat. Joining is free.",
)
ALT_OFFER = Say(ja="会員登録のご案内です", en="About becoming a member")
ABOUT = Say(ja="会員登録について", en="About joining")


def asked(notice: Notice, *, seal: str, language: Language) -> Words:
    return membership(notice, seal=seal, language=language)


def asked_afresh(notice: Notice, *, seal: str, language: Language) -> Words:
    """Ask again after a button that was used, old or replaced."""
    return membership(notice, seal=seal, before=ASKED_AFRESH(language), language=language)


def needed(notice: Notice, *, seal: str, language: Language) -> Words:
    """Ask somebody who wants what only members have."""
    return membership(notice, seal=seal, before=NEEDED(language), language=language)


def joined(*, card_number: str, welcome_points: int, welcome_coupons: int = 0, language: Language) -> Words:
    gift = WELCOME(language, points=figures.points(welcome_points, language)) if welcome_points else None
    given = figures.coupons(welcome_coupons, language)
    further = WELCOME_COUPONS(language, coupons=given) if welcome_coupons else None
    thanks = JOINED(language, card=figures.card_number(card_number))
    return [text(lines(thanks, gift, further, HOW_TO_CALL(language)))]


def declined(*, language: Language) -> Words:
    return [text(DECLINED(language))]


def age_asked(*, years: int, seal: str, language: Language) -> Words:
    """Ask for the age, as the shop must; the same button goes on carrying the first yes."""
    answers = [
        _aged(OF_AGE(language), "yes", "of_age", seal),
        _aged(GUARDIAN(language), "yes", "guardian", seal),
        _aged(UNDER(language), "no", "under", seal),
    ]
    return [buttons(ALT_AGE(language), AGE_QUESTION(language, years=years), answers)]


def under_age(*, language: Language) -> Words:
    return [text(UNDER_AGE(language))]


def kept_as_before(*, language: Language) -> Words:
    return [text(KEPT_AS_BEFORE(language))]


def agreed_anew(*, language: Language) -> Words:
    return [text(AGREED_ANEW(language))]


def already(*, card_number: str, language: Language) -> Words:
    return [text(ALREADY(language, card=figures.card_number(card_number)))]


def offer(*, language: Language) -> Words:
    """Say in one line what members have, with the way to the question."""
    return [buttons(ALT_OFFER(language), OFFER(language), [postback(ABOUT(language), Action.JOIN)])]


def _aged(label: str, answer: str, age: str, seal: str) -> Box:
    return postback(label, Action.CONSENT, purpose="membership", answer=answer, seal=seal, age=age)
