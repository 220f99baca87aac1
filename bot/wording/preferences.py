"""Settings in the talk: topics, how often, breaks, language."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import Box, bubble, buttons, postback, text


class Topic(NamedTuple):
    """A topic as this member has it."""

    code: str
    name: str
    is_wanted: bool


SETTINGS = Say(ja="ただいまの設定です。", en="Your settings just now.")
RECEIVING = Say(ja="・お知らせ：お受け取りになっています", en="・Messages from the shop: on")
NOT_RECEIVING = Say(ja="・お知らせ：止まっています", en="・Messages from the shop: off")
REMINDED = Say(
    ja="・ポイントの期限のご連絡：お受け取りになっています", en="・Reminders about expiring points: on"
)
NOT_REMINDED = Say(ja="・ポイントの期限のご連絡：止まっています", en="・Reminders about expiring points: off")
RESTING = Say(ja="・お休み：{day}まで", en="・Break: until {day}")
RHYTHM_NOW = Say(ja="・回数：{rhythm}", en="・How often: {rhythm}")
ALT_SETTINGS = Say(ja="設定のご案内です", en="Your settings")
STOP = Say(ja="お知らせを停止する", en="Stop messages")
STOP_REMINDERS = Say(ja="期限の連絡だけを止める", en="Stop only the reminders")
STOP_THESE = Say(ja="期限の連絡を停止する", en="Stop reminders")
RESUME = Say(ja="お知らせを受け取る", en="Receive messages")
TOPICS = Say(ja="話題を選ぶ", en="Choose topics")
RHYTHM = Say(ja="回数を変える", en="How often")
REST = Say(ja="しばらくお休みする", en="Take a break")
END_REST = Say(ja="お休みを終える", en="End the break")
LANGUAGE = Say(ja="ことば / Language", en="Language / ことば")
PROFILE = Say(ja="プロフィール", en="Profile")
LEAVE = Say(ja="退会のお手続き", en="Leaving")
WHICH_TOPICS = Say(
    ja="どの話題のお知らせをお受け取りになりますか。押すたびに切り替わります。",
    en="Which topics would you like to hear about? Each press switches one.",
)
NO_TOPICS = Say(
    ja="ただいま、お選びいただける話題はございません。", en="There are no topics to choose from just now."
)
ALT_TOPICS = Say(ja="話題のご案内です", en="Topics")
TOPIC_ROW = Say(ja="・{topic}：{state}", en="・{topic}: {state}")
WANTED = Say(ja="受け取る", en="on")
UNWANTED = Say(ja="受け取らない", en="off")
WANT = Say(ja="{topic}を受け取る", en="{topic}: on")
UNWANT = Say(ja="{topic}を受け取らない", en="{topic}: off")
TOPIC_ON = Say(ja="「{topic}」のお知らせをお送りします。", en="We will write to you about “{topic}”.")
TOPIC_OFF = Say(ja="「{topic}」のお知らせはお送りしません。", en="We will not write to you about “{topic}”.")
TOPIC_GONE = Say(
    ja="こちらの話題は、ただいまございません。「話題」とお送りいただくと、いまのものをご覧いただけます。",
    en="This topic is no longer there. Send “topics” to see those that are.",
)
WHICH_RHYTHM = Say(
    ja="お知らせは、多くてもどのくらいがよろしいでしょうか。",
    en="How often may we write to you at most?",
)
ALT_RHYTHM = Say(ja="お知らせの回数のご案内です", en="How often we write")
RHYTHMS = {
    "weekly": Say(ja="週に1回まで", en="Once a week"),
    "twice_monthly": Say(ja="月に2回まで", en="Twice a month"),
    "monthly": Say(ja="月に1回まで", en="Once a month"),
}
RHYTHM_CHANGED = Say(
    ja="かしこまりました。お知らせは「{rhythm}」にいたします。",
    en="Certainly. We will write to you as you chose: “{rhythm}”.",
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
RESTED = Say(
    ja="かしこまりました。{day}まで、お知らせをお休みいたします。",
    en="Certainly. We will not write to you until {day} is over.",
)
REST_ENDED = Say(
    ja="お休みを終えました。これまでどおりお知らせをお送りします。",
    en="The break is over. We will write to you as before.",
)
WHICH_LANGUAGE = Say(ja="どちらのことばでお話ししましょうか。", en="Which language shall we speak?")
ALT_LANGUAGE = Say(ja="ことばのご案内です", en="Language")
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}
LANGUAGE_CHANGED = Say(
    ja="かしこまりました。これからは日本語でお話しします。",
    en="Certainly. We will speak English from now on.",
)


def menu(
    *,
    is_receiving: bool,
    is_reminded: bool,
    resting_until: date | None,
    rhythm: str | None,
    language: Language,
) -> Words:
    """Show what is set and the way to change each of it."""
    body = lines(
        SETTINGS(language),
        (RECEIVING if is_receiving else NOT_RECEIVING)(language),
        (REMINDED if is_reminded else NOT_REMINDED)(language),
        RHYTHM_NOW(language, rhythm=RHYTHMS[rhythm](language)) if rhythm else None,
        RESTING(language, day=figures.day(resting_until, language)) if resting_until else None,
    )
    stops = _stops(is_receiving=is_receiving, is_reminded=is_reminded, language=language)
    changes = _changes(is_receiving=is_receiving, is_resting=resting_until is not None, language=language)
    return [bubble(ALT_SETTINGS(language), body, [*stops, *changes])]


def topics(offered: Sequence[Topic], *, language: Language) -> Words:
    if not offered:
        return [text(NO_TOPICS(language))]
    rows = lines(*(_topic_row(topic, language) for topic in offered))
    actions = [_switch(topic, language) for topic in offered]
    return [bubble(ALT_TOPICS(language), paragraphs(WHICH_TOPICS(language), rows), actions)]


def topic_switched(offered: Sequence[Topic], switched: Topic, *, language: Language) -> Words:
    """Say what is so now, and show the list again for the next press."""
    now = TOPIC_ON if switched.is_wanted else TOPIC_OFF
    return [text(now(language, topic=switched.name)), *topics(offered, language=language)]


def topic_gone(*, language: Language) -> Words:
    return [text(TOPIC_GONE(language))]


def rhythms(*, language: Language) -> Words:
    choices = [postback(say(language), Action.RHYTHM, rhythm=name) for name, say in RHYTHMS.items()]
    return [buttons(ALT_RHYTHM(language), WHICH_RHYTHM(language), choices)]


def rhythm_changed(rhythm: str, *, language: Language) -> Words:
    return [text(RHYTHM_CHANGED(language, rhythm=RHYTHMS[rhythm](language)))]


def breaks(*, language: Language) -> Words:
    choices = [postback(say(language), Action.REST_FOR, length=name) for name, say in BREAKS.items()]
    return [buttons(ALT_REST(language), HOW_LONG(language), choices)]


def rested(*, last_day: date, language: Language) -> Words:
    end = [postback(END_REST(language), Action.REST_END)]
    return [buttons(ALT_REST(language), RESTED(language, day=figures.day(last_day, language)), end)]


def rest_ended(*, language: Language) -> Words:
    return [text(REST_ENDED(language))]


def languages(*, language: Language) -> Words:
    choices = [postback(name, Action.LANGUAGE, to=code) for code, name in LANGUAGE_NAMES.items()]
    return [buttons(ALT_LANGUAGE(language), WHICH_LANGUAGE(language), choices)]


def language_changed(*, language: Language) -> Words:
    return [text(LANGUAGE_CHANGED(language))]


def _stops(*, is_receiving: bool, is_reminded: bool, language: Language) -> list[Box]:
    """A way to stop whatever comes: everything at once, and the reminders alone."""
    found: list[Box] = []
    if is_receiving:
        found.append(postback(STOP(language), Action.STOP, purpose="announcements"))
    if is_reminded:
        label = STOP_REMINDERS if is_receiving else STOP_THESE
        found.append(postback(label(language), Action.STOP, purpose="service"))
    return found


def _changes(*, is_receiving: bool, is_resting: bool, language: Language) -> list[Box]:
    if not is_receiving:
        return [
            postback(RESUME(language), Action.RESUME),
            postback(LANGUAGE(language), Action.LANGUAGES),
            postback(PROFILE(language), Action.PROFILE),
            postback(LEAVE(language), Action.LEAVE),
        ]
    rest = (
        postback(END_REST(language), Action.REST_END) if is_resting else postback(REST(language), Action.REST)
    )
    return [
        postback(TOPICS(language), Action.TOPICS),
        postback(RHYTHM(language), Action.RHYTHM),
        rest,
        postback(LANGUAGE(language), Action.LANGUAGES),
        postback(PROFILE(language), Action.PROFILE),
        postback(LEAVE(language), Action.LEAVE),
    ]


def _topic_row(topic: Topic, language: Language) -> str:
    state = WANTED if topic.is_wanted else UNWANTED
    return TOPIC_ROW(language, topic=topic.name, state=state(language))


def _switch(topic: Topic, language: Language) -> Box:
    label = (UNWANT if topic.is_wanted else WANT)(language, topic=topic.name)
    return postback(
        label[:40], Action.TOPIC, said=label, topic=topic.code, wanted="no" if topic.is_wanted else "yes"
    )
