"""The number to read out on the telephone."""

from datetime import datetime

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say
from bot.wording.messages import card, flex, paragraph, postback

READ_OUT = Say(ja="お電話で読み上げてください。", en="Please read this out on the telephone.")
GOOD_UNTIL = Say(
    ja="{clock}まで使えます。お店の者が、お客様の会員情報をお探しするための番号です。",
    en="It is good until {clock}, and helps the person at the shop to find your membership.",
)
ANOTHER = Say(ja="新しい番号を出す", en="Get another number")
ALT = Say(ja="お電話用の番号です", en="Your number for the telephone")


def spoken(code: str, *, until: datetime, language: Language) -> Words:
    """Show the six digits, large, three by three."""
    rows = [
        paragraph(READ_OUT(language)),
        paragraph(f"{code[:3]} {code[3:]}", size="4xl", weight="bold", align="center"),
        paragraph(GOOD_UNTIL(language, clock=figures.clock(until))),
    ]
    return [flex(ALT(language), card(rows, [postback(ANOTHER(language), Action.SUPPORT)]))]
