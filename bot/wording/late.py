"""Told first at the next turn: what was done earlier but could not be answered in time."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.wording import Words, figures
from bot.wording.languages import Language, Say, lines
from bot.wording.messages import text


class Done(NamedTuple):
    """What was done, in one word of ours, and when it was asked for."""

    occasion: str
    at: datetime


EARLIER_TODAY = Say(ja="先ほど{clock}に{done}", en="Earlier, at {clock}, {done}")
EARLIER = Say(ja="{moment}に{done}", en="On {moment}, {done}")
OCCASIONS = {
    "joined": Say(ja="会員登録を承りました。", en="we registered you as you asked."),
    "agreed": Say(ja="お知らせのお受け取りを承りました。", en="we noted what you would like to receive."),
    "declined": Say(ja="お断りを承りました。", en="we noted that you would rather not."),
    "stopped": Say(ja="停止を承りました。", en="we stopped messages as you asked."),
    "left": Say(ja="退会を承りました。", en="we erased your data as you asked."),
    "moved": Say(ja="引き継ぎを承りました。", en="we took your membership along as you asked."),
    "claimed": Say(
        ja="前のカードのお引き換えを承りました。", en="we made the points of your old card yours here."
    ),
    "request_taken": Say(
        ja="ご請求を承りました。「訂正」とお送りいただくと、受付番号をご覧いただけます。",
        en="we took your request. Send “correction” to see its number.",
    ),
    "changed": Say(ja="設定の変更を承りました。", en="we changed your settings as you asked."),
    "exchanged": Say(
        ja="ポイントとクーポンの交換を承りました。", en="we exchanged points for a coupon as you asked."
    ),
    "used": Say(ja="クーポンを使用済みにいたしました。", en="your coupon was marked as used."),
}
"""What changed something; all else is only apologised for."""
OTHER = Say(
    ja="メッセージをいただきました。お返事が間に合わず、失礼いたしました。",
    en="you wrote to us, and our answer came too late. We are sorry.",
)


def told(done: Sequence[Done], *, now: datetime, language: Language) -> Words:
    """Tell each thing that was done; where nothing was, apologise once."""
    changes = [thing for thing in done if thing.occasion in OCCASIONS] or list(done[-1:])
    return [text(lines(*(_line(thing, now, language) for thing in changes)))] if changes else []


def _line(thing: Done, now: datetime, language: Language) -> str:
    done = OCCASIONS.get(thing.occasion, OTHER)(language)
    if figures.same_day(thing.at, now):
        return EARLIER_TODAY(language, clock=figures.clock(thing.at), done=done)
    return EARLIER(language, moment=figures.moment(thing.at, language), done=done)
