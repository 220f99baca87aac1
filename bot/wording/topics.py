"""Topics: the list to choose from, all of it at once, and what was chosen."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.wording import Words
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import Box, bubble, buttons, card, carousel, paragraph, postback, text

ON_A_PAGE = 6


class Topic(NamedTuple):
    """A topic as this member has it."""

    code: str
    name: str
    is_wanted: bool


WHICH = Say(
    ja="どの話題のお知らせをお受け取りになりますか。", en="Which topics would you like to hear about?"
)
WHICH_OF_PAGE = Say(
    ja="どの話題のお知らせをお受け取りになりますか。（{page}枚目、全{pages}枚）",
    en="Which topics would you like to hear about? (card {page} of {pages})",
)
NONE = Say(
    ja="ただいま、お選びいただける話題はございません。", en="There are no topics to choose from just now."
)
ALT = Say(ja="話題のご案内です", en="Topics")
ROW = Say(ja="・{topic}：{state}", en="・{topic}: {state}")
WANTED = Say(ja="受け取る", en="on")
UNWANTED = Say(ja="受け取らない", en="off")
WANT = Say(ja="{topic}を受け取る", en="Turn on {topic}")
UNWANT = Say(ja="{topic}を受け取らない", en="Turn off {topic}")
MORE = Say(ja="ほかの話題を選ぶ", en="Other topics")
ON = Say(ja="「{topic}」の話題をお送りします。", en="We will write to you about “{topic}”.")
ON_ONCE_RESUMED = Say(
    ja="「{topic}」を承りました。お知らせは止まっておりますので、再開なさったときにお送りします。",
    en="We have noted “{topic}”. Messages are off just now; it counts once you receive them again.",
)
OFF = Say(ja="「{topic}」の話題はお送りしません。", en="We will not write to you about “{topic}”.")
GONE = Say(
    ja="こちらの話題は、ただいまございません。「話題」とお送りいただくと、いまのものをご覧いただけます。",
    en="This topic is no longer there. Send “topics” to see those that are.",
)


def offered(topics: Sequence[Topic], *, language: Language) -> Words:
    """Show every topic with its state and a button; many of them stand on cards side by side."""
    if not topics:
        return [text(NONE(language))]
    pages = _pages(topics)
    if len(pages) == 1:
        return [bubble(ALT(language), _body(WHICH(language), topics, language), _switches(topics, language))]
    cards = [_card(page, number, len(pages), language) for number, page in enumerate(pages, start=1)]
    return [carousel(ALT(language), cards)]


def switched(topic: Topic, *, is_receiving: bool = True, language: Language) -> Words:
    """Say in one line what is so now, with the way back and the way to the others."""
    now = (ON if is_receiving else ON_ONCE_RESUMED) if topic.is_wanted else OFF
    ways = [_switch(topic, language), postback(MORE(language), Action.TOPICS)]
    return [buttons(ALT(language), now(language, topic=topic.name), ways)]


def gone(*, language: Language) -> Words:
    return [text(GONE(language))]


def _pages(topics: Sequence[Topic]) -> list[Sequence[Topic]]:
    return [topics[start : start + ON_A_PAGE] for start in range(0, len(topics), ON_A_PAGE)]


def _card(topics: Sequence[Topic], page: int, pages: int, language: Language) -> Box:
    head = WHICH_OF_PAGE(language, page=page, pages=pages)
    return card([paragraph(_body(head, topics, language))], _switches(topics, language))


def _body(head: str, topics: Sequence[Topic], language: Language) -> str:
    return paragraphs(head, lines(*(_row(topic, language) for topic in topics)))


def _row(topic: Topic, language: Language) -> str:
    state = WANTED if topic.is_wanted else UNWANTED
    return ROW(language, topic=topic.name, state=state(language))


def _switches(topics: Sequence[Topic], language: Language) -> list[Box]:
    return [_switch(topic, language) for topic in topics]


def _switch(topic: Topic, language: Language) -> Box:
    label = (UNWANT if topic.is_wanted else WANT)(language, topic=topic.name)
    return postback(
        label[:40], Action.TOPIC, said=label, topic=topic.code, wanted="no" if topic.is_wanted else "yes"
    )
