"""The receipt: what somebody answered, when and to which words; and the file that proves it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import buttons, link, postback, text


class Answered(NamedTuple):
    """One answer: to which purpose, which answer, when, its number, and the words' title and version."""

    purpose: str
    answer: str
    at: datetime
    number: str
    title: str | None
    version: int | None


RECEIPT = Say(ja="登録の控えです。", en="This is the record of what you agreed to.")
CARD = Say(ja="会員番号：{card}\n登録日：{day}", en="Card number: {card}\nMember since: {day}")
LINE = Say(ja="・{when}\n　{purpose}：{answer}", en="・{when}\n　{purpose}: {answer}")
UNDER = Say(ja="　文面：「{title}」第{version}版", en="　Words: “{title}”, version {version}")
NUMBER = Say(ja="　控えの番号：{number}", en="　Number: {number}")
EARLIER_LEFT_OUT = Say(
    ja="これより前のものは、証明ファイルに入っております。",
    en="Earlier ones are in the file that proves them.",
)
MARK = Say(
    ja="台帳の印（{when}）\n{mark}\n同意の記録があとから書き換えられていないことを、この印で確かめられます。",
    en="Mark of the ledger ({when})\n{mark}\nIt shows whether the record of consent was changed later.",
)
PURPOSES = {
    "membership": Say(ja="会員登録", en="Membership"),
    "service": Say(ja="ポイントの期限のご連絡", en="Reminders about expiring points"),
    "announcements": Say(ja="お知らせ", en="Messages from the shop"),
    "profile": Say(ja="お名前と誕生月", en="Name and birthday month"),
    "analysis": Say(ja="お買い上げの内容によるご案内選び", en="Fitting what we tell you to your purchases"),
    "third_party": Say(ja="第三者への提供", en="Giving data to a third party"),
}
ANSWERS = {
    "given": Say(ja="同意なさいました", en="agreed"),
    "refused": Say(ja="お断りになりました", en="declined"),
    "withdrawn": Say(ja="お取りやめになりました", en="withdrawn"),
    "expired": Say(ja="期限により終わりました", en="ended by time"),
    "reconfirmed": Say(ja="あらためて同意なさいました", en="agreed again"),
    "synthetic": Say(ja="試験用の記録です", en="a record for trying out"),
}
WHAT_NOW = Say(
    ja="そのときの文面と、あとから確かめられる証明を、下のボタンからご覧いただけます。",
    en="The buttons below show the words you agreed to, and give a file that proves it.",
)
WORDS_OF = {
    "membership": Say(ja="会員登録の文面", en="Membership words"),
    "announcements": Say(ja="お知らせの文面", en="Words about messages"),
    "profile": Say(ja="お名前と誕生月の文面", en="Words about you"),
    "analysis": Say(ja="ご案内選びの文面", en="Words on purchases"),
}
UNDER_WORDS_OF = {"service": "announcements"}
"""What is asked in another purpose's question."""
PROOF = Say(ja="証明ファイル", en="File that proves it")
ALT_RECEIPT = Say(ja="登録の控えです", en="The record of what you agreed to")
READY = Say(
    ja="証明ファイルのご用意ができました。\n"
    "下のボタンから、{clock}まで、一度だけ開けます。お店の手を借りずに、記録が正しいことを確かめられます。",
    en="The file is ready. The button below opens it once, until {clock}.\n"
    "With it you can check, without the shop, that the record is true.",
)
OPEN = Say(ja="証明ファイルを開く", en="Open the file")
ALT_PROOF = Say(ja="同意の記録の証明です", en="The proof of your record")


def receipt(
    answered: Sequence[Answered],
    *,
    card_number: str,
    joined_at: datetime,
    is_shortened: bool,
    mark: str | None,
    marked_at: datetime | None,
    language: Language,
) -> Words:
    """Every answer with its time, newest last; the ledger's mark; the ways to the words and to the proof."""
    day = figures.day(joined_at, language)
    head = lines(RECEIPT(language), CARD(language, card=figures.card_number(card_number), day=day))
    rows = lines(*(_answered(entry, language) for entry in answered))
    earlier = EARLIER_LEFT_OUT(language) if is_shortened else None
    carried = (
        MARK(language, when=figures.moment(marked_at, language), mark=mark) if mark and marked_at else None
    )
    asked = dict.fromkeys(UNDER_WORDS_OF.get(entry.purpose, entry.purpose) for entry in answered)
    actions = [
        postback(WORDS_OF[purpose](language), Action.NOTICE, purpose=purpose)
        for purpose in asked
        if purpose in WORDS_OF
    ]
    return [
        text(paragraphs(head, rows, earlier, carried)),
        buttons(
            ALT_RECEIPT(language), WHAT_NOW(language), [*actions, postback(PROOF(language), Action.PROOF)]
        ),
    ]


def proof(*, address: str, until: datetime, language: Language) -> Words:
    """Give the link that opens the proof once."""
    body = READY(language, clock=figures.clock(until))
    return [buttons(ALT_PROOF(language), body, [link(OPEN(language), address)])]


def _answered(entry: Answered, language: Language) -> str:
    told = LINE(
        language,
        when=figures.moment(entry.at, language),
        purpose=PURPOSES[entry.purpose](language),
        answer=ANSWERS[entry.answer](language),
    )
    under = UNDER(language, title=entry.title, version=entry.version) if entry.title else None
    return lines(told, under, NUMBER(language, number=entry.number))
