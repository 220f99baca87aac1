"""The preference centre: what is set just now, and every way to change it, one tap away."""

from dataclasses import dataclass
from datetime import date, time

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import LANGUAGE_NAMES, Language, Say, lines
from bot.wording.messages import Box, card, carousel, flex, paragraph, postback
from bot.wording.preferences import END_REST, RHYTHMS


@dataclass(frozen=True, kw_only=True)
class State:
    """What a member has set, as far as the menu tells it."""

    is_receiving: bool
    is_reminded: bool
    topics_wanted: int = 0
    topics_offered: int = 0
    rhythm: str | None = None
    hours: tuple[time, time] | None = None
    resting_until: date | None = None
    has_profile: bool = False
    has_web_shop: bool = False
    """There is one to link with, or they are linked."""

    @property
    def gets_something(self) -> bool:
        return self.is_receiving or self.is_reminded


ALT = Say(ja="設定のご案内です", en="Your settings")
MESSAGES = Say(ja="お知らせの設定", en="Messages from the shop")
ALL = Say(ja="設定", en="Settings")
OTHERS = Say(ja="そのほかの設定", en="Other settings")
RECEIVING = Say(ja="・お知らせ：お届けしています", en="・Messages: on")
NOT_RECEIVING = Say(ja="・お知らせ：止まっています", en="・Messages: off")
TOPICS_NOW = Say(ja="・話題：{offered}件のうち{wanted}件", en="・Topics: {wanted} of {offered}")
RHYTHM_NOW = Say(ja="・回数：{rhythm}", en="・How often: {rhythm}")
HOURS_NOW = Say(ja="・時間帯：{hours}", en="・Hours: {hours}")
RESTING = Say(ja="・お休み：{day}まで", en="・Break: until {day}")
NOT_RESTING = Say(ja="・お休み：なし", en="・Break: none")
REMINDED = Say(ja="・期限の連絡：お届けしています", en="・Expiry notices: on")
NOT_REMINDED = Say(ja="・期限の連絡：止まっています", en="・Expiry notices: off")
LANGUAGE_NOW = Say(ja="・ことば：{called}", en="・Language: {called}")
PROFILE_KEPT = Say(ja="・お名前・誕生月：お預かりできます", en="・Name and birthday month: may be kept")
PROFILE_NONE = Say(ja="・お名前・誕生月：お預かりなし", en="・Name and birthday month: not kept")
SHOPS_OWN = Say(ja="お店の予定どおり", en="as the shop plans")
ANY_TIME = Say(ja="いつでも", en="any time")
STOP = Say(ja="お知らせを停止する", en="Stop messages")
NARROW = Say(ja="期限の連絡だけにする", en="Expiry notices only")
RECEIVE = Say(ja="お知らせを受け取る", en="Receive messages")
TOPICS = Say(ja="話題を選ぶ", en="Choose topics")
RHYTHM = Say(ja="回数を変える", en="Change how often")
HOURS = Say(ja="時間帯を変える", en="Change the hours")
REST = Say(ja="しばらくお休みする", en="Take a break")
STOP_REMINDERS = Say(ja="期限の連絡を停止する", en="Stop expiry notices")
RECEIVE_REMINDERS = Say(ja="期限の連絡を受け取る", en="Receive expiry notices")
LANGUAGE = Say(ja="ことば / Language", en="Language / ことば")
PROFILE = Say(ja="お名前・誕生月", en="Name, birthday month")
BIRTH_MONTH = Say(ja="誕生月を選ぶ", en="Birthday month")
WEB_SHOP = Say(ja="ネットショップ", en="Web shop")
PRIVACY = Say(ja="お預かりしている情報", en="What we keep of you")
LEAVE = Say(ja="退会のお手続き", en="Leaving")


def menu(state: State, *, language: Language) -> Words:
    """Show what is set and the way to change each of it: messages first, the rest beside them."""
    if not state.gets_something:
        body = lines(_about_messages(state, language), _about_others(state, language))
        actions = [*_messages(state, language), *_others(state, language)]
        return [flex(ALT(language), _page(ALL(language), body, actions))]
    messages = _page(MESSAGES(language), _about_messages(state, language), _messages(state, language))
    others = _page(OTHERS(language), _about_others(state, language), _others(state, language))
    return [carousel(ALT(language), [messages, others])]


def _page(title: str, body: str, actions: list[Box]) -> Box:
    return card([paragraph(title, weight="bold", size="lg"), paragraph(body)], actions)


def _about_messages(state: State, language: Language) -> str:
    wanted, offered = figures.number(state.topics_wanted), figures.number(state.topics_offered)
    return lines(
        (RECEIVING if state.is_receiving else NOT_RECEIVING)(language),
        TOPICS_NOW(language, wanted=wanted, offered=offered) if state.is_receiving else None,
        RHYTHM_NOW(language, rhythm=_rhythm(state, language)) if state.is_receiving else None,
        HOURS_NOW(language, hours=_hours(state, language)) if state.gets_something else None,
        _rest(state, language) if state.gets_something else None,
    )


def _rhythm(state: State, language: Language) -> str:
    return (RHYTHMS[state.rhythm] if state.rhythm else SHOPS_OWN)(language)


def _hours(state: State, language: Language) -> str:
    return figures.hours(*state.hours, language) if state.hours else ANY_TIME(language)


def _rest(state: State, language: Language) -> str:
    if state.resting_until is None:
        return NOT_RESTING(language)
    return RESTING(language, day=figures.day(state.resting_until, language))


def _messages(state: State, language: Language) -> list[Box]:
    """What comes unasked: a stop first, or the way to the question."""
    found = _stops(state, language)
    if not state.is_receiving:
        found.append(postback(RECEIVE(language), Action.RESUME))
    else:
        found.append(postback(TOPICS(language), Action.TOPICS))
        found.append(postback(RHYTHM(language), Action.RHYTHM))
    if state.gets_something:
        found.append(postback(HOURS(language), Action.HOURS))
        is_resting = state.resting_until is not None
        end, begin = postback(END_REST(language), Action.REST_END), postback(REST(language), Action.REST)
        found.append(end if is_resting else begin)
    return found


def _stops(state: State, language: Language) -> list[Box]:
    """Everything at once, and all but the expiry notices where both come."""
    if not state.is_receiving:
        return []
    found = [postback(STOP(language), Action.STOP, purpose="announcements")]
    if state.is_reminded:
        found.append(postback(NARROW(language), Action.STOP, purpose="all_but_service"))
    return found


def _about_others(state: State, language: Language) -> str:
    return lines(
        (REMINDED if state.is_reminded else NOT_REMINDED)(language),
        LANGUAGE_NOW(language, called=LANGUAGE_NAMES[language]),
        (PROFILE_KEPT if state.has_profile else PROFILE_NONE)(language),
    )


def _others(state: State, language: Language) -> list[Box]:
    month = [postback(BIRTH_MONTH(language), Action.BIRTH_MONTH)] if state.has_profile else []
    web_shop = [postback(WEB_SHOP(language), Action.LINK)] if state.has_web_shop else []
    return [
        _reminders(state, language),
        postback(LANGUAGE(language), Action.LANGUAGES),
        postback(PROFILE(language), Action.PROFILE),
        *month,
        *web_shop,
        postback(PRIVACY(language), Action.PRIVACY),
        postback(LEAVE(language), Action.LEAVE),
    ]


def _reminders(state: State, language: Language) -> Box:
    if state.is_reminded:
        return postback(STOP_REMINDERS(language), Action.STOP, purpose="service")
    return postback(RECEIVE_REMINDERS(language), Action.RESUME)
