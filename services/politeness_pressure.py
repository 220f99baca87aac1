"""Pressure: hurry without a real last day, and shame."""

import re
from collections.abc import Iterator
from datetime import date

from services.politeness_reading import Mark, Reading, Whole

WEEKDAYS = "月火水木金土日"
_HURRY = {
    r"[今いま]+すぐ(?!に?(?:は|でなく))|\bact now\b|right now": "ご都合のよいときに",
    r"急いで(?!い)|お急ぎ(?:ください|下さい|を)|\bhurry\b": "ご都合のよいときに",
    r"見逃(?:すな|さない|せ(?:ない|ません))|お?見逃し(?:なく|のない)|逃さない|don[’']t miss": "よろしければ",
    r"(?<![ァ-ヴー])ラスト(?:チャンス|スパート|1|一|[0-9]+日)|最後のチャンス|last chance": "",
    r"残り?わずか|残り僅か|のこりわずか|only a few left": "残り◯点",
    r"(?:本日|今日|きょう|ほんじつ)(?:限り|だけ|かぎり|のみ|まで(?!に))|today only": "{day}限り",
    r"今だけ|いまだけ|今しか|今なら|いまなら": "◯月◯日（◯）まで",
    r"期間限定|limited[ -]time": "◯月◯日（◯）までの",
    r"(?:まもなく|もうすぐ|間もなく)(?:終了|終わ|締め?切)|ends soon": "◯月◯日（◯）に終了",
    r"早い者勝ち": "先着順",
    r"お早めに(?!お?(?:召し上がり|食べ|飲み|使い切|めしあがり))|お早目に": "◯月◯日（◯）までに",
    r"締め?切り?間近|締切り?間近": "締め切りは◯月◯日（◯）",
}
_SHAME = (
    r"(?<![破欠毀])損(?:を?し(?:ます|ちゃ|た|ない|て|ません)|をする|です|かも|する(?!こと))|"
    r"(?:ないと|なければ|なきゃ|ないのは|ないなんて|のは|ては)、?[^。、\n]{0,6}もったいな|もったいないです|"
    r"後悔(?:し|する|させ|なさ)|いいのですか|よろしいのですか|"
    r"まだ[^。、\n]{0,12}(?:ないのですか|ないんですか|ていないのは|ないのは)|乗り遅れ|取り残され|恥ずかしい(?:思い|です)|"
    r"(?:皆さん|皆さま|皆様|みんな|ほとんどの方)(?:は|が|も)?もう|あなたのお宅だけ|あなただけが|"
    r"you(?:[’']ll| will) regret|miss(?:ing)? out|los(?:e|ing) out"
)
_HURRIES = [(re.compile(words, re.IGNORECASE), better) for words, better in _HURRY.items()]
_SHAMES = re.compile(_SHAME, re.IGNORECASE)


def judge(reading: Reading, whole: Whole) -> Iterator[Mark]:
    """Find shame, and hurry where no message names the last day."""
    for found in _SHAMES.finditer(reading.text):
        yield Mark("shame", found.start(), found.end())
    if not whole.has_end:
        yield from _hurries(reading, whole.day)


def written(day: date) -> str:
    """Write a day as a message does."""
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def _hurries(reading: Reading, day: date) -> Iterator[Mark]:
    for words, better in _HURRIES:
        for found in words.finditer(reading.text):
            yield Mark("urgency", found.start(), found.end(), better.format(day=written(day)))
