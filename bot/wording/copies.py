"""The member's own copy of their data: the link that opens it once."""

from datetime import datetime

from bot.wording import Words, figures
from bot.wording.languages import Language, Say
from bot.wording.messages import buttons, link

READY = Say(
    ja="お預かりしている情報のすべてを、読めるページとファイルにいたしました。\n"
    "下のボタンから、{clock}まで、一度だけ開けます。ほかの方にはお見せにならないでください。",
    en="Everything that we hold about you is ready, as a page to read and as a file.\n"
    "The button below opens it once, until {clock}. Please show it to nobody else.",
)
OPEN = Say(ja="情報の写しを開く", en="Open my copy")
ALT = Say(ja="お預かりしている情報の写しです", en="A copy of your data")


def ready(*, address: str, until: datetime, language: Language) -> Words:
    body = READY(language, clock=figures.clock(until))
    return [buttons(ALT(language), body, [link(OPEN(language), address)])]
