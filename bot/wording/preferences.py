"""Wishes in the talk: how often, at what hours, breaks, language; offered, and confirmed in one line."""

from collections.abc import Mapping
from datetime import date, time

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import LANGUAGE_NAMES, Language, Say, lines
from bot.wording.messages import buttons, postback, text

Hours = tuple[time, time]

WHICH_RHYTHM = Say(
    ja="お知らせは、多くてもどのくらいがよろしいでしょうか。\n"
    "「大事なお知らせだけ」は、商品の回収や急な休業など、安全に関わるものです。",
    en="How often may we write to you at most?\n"
    "“Important only” means what concerns safety, such as a recall or a sudden closure.",
)
ALT_RHYTHM = Say(ja="お知らせの回数のご案内です", en="How often we write")
RHYTHMS = {
    "weekly": Say(ja="毎週", en="Every week"),
    "twice_monthly": Say(ja="月2回", en="Twice a month"),
    "monthly": Say(ja="月1回", en="Once a month"),
    "important": Say(ja="大事なお知らせだけ", en="Important only"),
}
SHOPS_OWN = "shops_own"
OPEN_RHYTHM = Say(ja="お店の予定どおり", en="As the shop plans")
RHYTHM_CHANGED = Say(
    ja="かしこまりました。お知らせの回数を「{rhythm}」にいたします。",
    en="Certainly. We will write to you as you chose: “{rhythm}”.",
)
WHICH_HOURS = Say(
    ja="お知らせをお届けする時間帯をお選びください。", en="At what time of day may we write to you?"
)
SHOPS_HOURS = Say(
    ja="どれをお選びになっても、お送りするのは{hours}のあいだです。",
    en="We only ever write between these hours: {hours}.",
)
ALT_HOURS = Say(ja="お知らせの時間帯のご案内です", en="The hours at which we write")
PARTS = {
    "morning": Say(ja="朝（{hours}）", en="Morning ({hours})"),
    "afternoon": Say(ja="昼（{hours}）", en="Afternoon ({hours})"),
    "evening": Say(ja="夕方（{hours}）", en="Evening ({hours})"),
}
ANY_TIME = "any"
ANY = Say(ja="いつでも", en="Any time")
HOURS_CHANGED = Say(
    ja="かしこまりました。お知らせをお届けする時間帯を「{hours}」にいたします。",
    en="Certainly. We will write to you at the hours you chose: {hours}.",
)
HOW_LONG = Say(
    ja="お知らせをどのくらいお休みしましょうか。\nポイントとクーポンは、お休みのあいだもお使いいただけます。",
    en="For how long shall we pause our messages?\nYour points and coupons work all the while.",
)
ALT_REST = Say(ja="お知らせのお休みのご案内です", en="A break from messages")
BREAKS = {
    "week": Say(ja="1週間", en="1 week"),
    "month": Say(ja="1か月", en="1 month"),
    "quarter": Say(ja="3か月", en="3 months"),
}
END_REST = Say(ja="お休みを終える", en="End the break")
RESTED = Say(
    ja="かしこまりました。{day}まで、お知らせをお休みいたします。",
    en="Certainly. We will not write to you until {day} is over.",
)
REST_ENDED = Say(
    ja="お休みを終えました。これまでどおりお知らせをお送りします。",
    en="The break is over. We will write to you as before.",
)
NOT_RESTING = Say(
    ja="お休みはしておりません。お知らせは、これまでどおりです。",
    en="There is no break just now. Messages are as they were.",
)
REST_ENDED_WHILE_STOPPED = Say(
    ja="お休みを終えました。お知らせは、止めたままです。",
    en="The break is over. Messages from the shop are still off.",
)
WHICH_LANGUAGE = Say(ja="どちらのことばでお話ししましょうか。", en="Which language shall we speak?")
ALT_LANGUAGE = Say(ja="ことばのご案内です", en="Language")
LANGUAGE_CHANGED = Say(
    ja="かしこまりました。これからは日本語でお話しします。",
    en="Certainly. We will speak English from now on.",
)


def rhythms(*, language: Language) -> Words:
    choices = {name: say(language) for name, say in RHYTHMS.items()}
    actions = [postback(label, Action.RHYTHM, rhythm=name) for name, label in choices.items()]
    return [buttons(ALT_RHYTHM(language), WHICH_RHYTHM(language), actions)]


def rhythms_and_none(*, language: Language) -> Words:
    """Offer the way back, too, to somebody whose shop may write more often than the rhythms."""
    choices = {name: say(language) for name, say in RHYTHMS.items()} | {SHOPS_OWN: OPEN_RHYTHM(language)}
    actions = [postback(label, Action.RHYTHM, rhythm=name) for name, label in choices.items()]
    return [buttons(ALT_RHYTHM(language), WHICH_RHYTHM(language), actions)]


def rhythm_changed(rhythm: str | None, *, language: Language) -> Words:
    chosen = RHYTHMS[rhythm] if rhythm else OPEN_RHYTHM
    return [text(RHYTHM_CHANGED(language, rhythm=chosen(language)))]


def hours(parts: Mapping[str, Hours], shops: Hours | None, *, language: Language) -> Words:
    """Offer the parts of the day that are left within the shop's own hours."""
    body = lines(
        WHICH_HOURS(language),
        SHOPS_HOURS(language, hours=figures.hours(*shops, language)) if shops else None,
    )
    actions = [postback(_part(name, span, language), Action.HOURS, part=name) for name, span in parts.items()]
    actions.append(postback(ANY(language), Action.HOURS, part=ANY_TIME))
    return [buttons(ALT_HOURS(language), body, actions)]


def hours_changed(part: str, span: Hours | None, *, language: Language) -> Words:
    chosen = _part(part, span, language) if span else ANY(language)
    return [text(HOURS_CHANGED(language, hours=chosen))]


def breaks(*, language: Language) -> Words:
    choices = [postback(say(language), Action.REST_FOR, length=name) for name, say in BREAKS.items()]
    return [buttons(ALT_REST(language), HOW_LONG(language), choices)]


def rested(*, last_day: date, language: Language) -> Words:
    end = [postback(END_REST(language), Action.REST_END)]
    return [buttons(ALT_REST(language), RESTED(language, day=figures.day(last_day, language)), end)]


def rest_ended(*, is_stopped: bool = False, language: Language) -> Words:
    return [text((REST_ENDED_WHILE_STOPPED if is_stopped else REST_ENDED)(language))]


def not_resting(*, language: Language) -> Words:
    return [text(NOT_RESTING(language))]


def languages(*, language: Language) -> Words:
    choices = [postback(name, Action.LANGUAGE, to=code) for code, name in LANGUAGE_NAMES.items()]
    return [buttons(ALT_LANGUAGE(language), WHICH_LANGUAGE(language), choices)]


def language_changed(*, language: Language) -> Words:
    return [text(LANGUAGE_CHANGED(language))]


def _part(name: str, span: Hours, language: Language) -> str:
    return PARTS[name](language, hours=figures.hours(*span, language))
