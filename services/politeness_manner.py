"""Manner: words too blunt for a customer, orders, and sentences that end plainly."""

import re
from collections.abc import Iterator

from services.politeness_keigo import Swap, marks
from services.politeness_orders import order
from services.politeness_reading import Mark, Reading, Sentence, Whole


def _blunt(words: str, better: str) -> Swap:
    return Swap("blunt", re.compile(words), better)


_SWAPS = (
    _blunt(r"了解(?:し(?:ました|ます)|です|いたしました|致しました)", "承知いたしました"),
    _blunt(r"すいません", "申し訳ございません"),
    _blunt(r"ごめん(?:なさい|ね|(?=[。!]))", "申し訳ございません"),
    _blunt(r"お客さん", "お客様"),
    _blunt(r"あなた(?:様|さま)?|おまえ|お前(?!払)|(?<![一-龠])君(?=[のにはがも、])", "お客様"),
    _blunt(r"(?<=[たのないる])やつ(?!れ|はし|あたり)", "もの"),
    _blunt(r"みんな", "皆さま"),
    _blunt(r"どうです(か)?(?=[。!?\n]|$)", "いかがですか"),
    _blunt(r"どうでしょう", "いかがでしょう"),
    _blunt(r"て(?:もら|貰)え(ます|る|ません)", r"ていただけ\1"),
    _blunt(r"(?<![てでらいか])(?:もら|貰)え(ます|る|ません)", r"お受け取りいただけ\1"),
    _blunt(
        r"すごく|すっごく|めっちゃ|めちゃくちゃ|ヤバ[いくッ]+|やば[いく]|マジで?|超(?=おい|うま|お得)",
        "たいへん",
    ),
    _blunt(r"とりあえず", "まずは"),
    _blunt(r"([をにて])あげ(ます|る)", r"\1差し上げ\2"),
    _blunt(r"ご苦労(?:さま|様)", "お疲れさま"),
    _blunt(r"(?<!お)聞いて(?:ください|下さい)", "お尋ねください"),
    _blunt(r"(?<![一-龠])見て(?:ください|下さい)", "ご覧ください"),
    _blunt(r"(?<![一-龠])来て(?:ください|下さい)", "お越しください"),
    _blunt(r"食べて(?:ください|下さい)", "お召し上がりください"),
    _blunt(r"買って(?:ください|下さい)", "お求めください"),
    _blunt(r"(使|待|言)って(?:ください|下さい)", "お使い・お待ち・お申しつけください"),
    _blunt(r"(?<![一-龠ぁ-ん])(?:俺|僕|うち)(?:ら|たち)?(?=[のはがも])", "当店"),
)
_POLITE = re.compile(
    r"(?:です|ます|ました|ません|でした|ましょう|でしょう|ください|下さい|ませ)(?:か|が|よ|ね|よね|ので|から|けれど)?$"
    r"|(?:いよいよ|どうぞ|にて|有難う)$"
)
_FINAL = re.compile(
    r"(?:である|であった|だった|だろう|(?<![またはえひ])(?<!から)(?<!あい)だ|だ[よねぞな]|"
    r"[てたでる]の?[よねぞぜ]|(?<!いよ)い[よねぞ]|だよね|なのだ)$"
)
"""Endings that only end a sentence, wherever a line may break."""
_PLAIN = re.compile(
    r"(?:[一-龠々][ぁ-ん]{0,3}[うぐすつぬぶむる]|[焼聞書働届歩続開動引行着置炊付描]く|[てで]い?る|できる|ない|たい|しい|やすい|にくい|よい|いい|うまい|"
    r"[高安軽甘深近長早多少赤青白黒丸若辛濃薄旨強重良熱寒]い|んだ|"
    r"[いっしえけめれべきみびじりせちに]た|なかった)$"
)
"""Endings that may also stand before a noun on the next line."""
_CASUAL = re.compile(r"(?<!に)て$")
_JAPANESE = re.compile(r"[ぁ-ん]")
_ITEM = re.compile(r"\s*[・■●◆◇○◎▼※*-]")
"""Begins a line of a list, which need not be a sentence."""


def judge(reading: Reading, _whole: Whole) -> Iterator[Mark]:
    """Find blunt words, orders, and sentences whose end is not polite."""
    yield from marks(_SWAPS, reading)
    for sentence in reading.sentences:
        if found := order(sentence):
            yield found
        elif _ends_plainly(sentence):
            yield Mark("plain_end", *_end_of(sentence))


def _ends_plainly(sentence: Sentence) -> bool:
    body = sentence.body
    if not _JAPANESE.search(body) or _POLITE.search(body):
        return False
    if _FINAL.search(body) or (sentence.stop == "!" and _CASUAL.search(body)):
        return True
    is_over = sentence.stop or (sentence.is_last and not _ITEM.match(body))
    return bool(is_over and _PLAIN.search(body))


def _end_of(sentence: Sentence) -> tuple[int, int]:
    end = sentence.start + len(sentence.body)
    return max(sentence.start, end - 6), end
