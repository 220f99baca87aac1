"""Claims: 必ず, 絶対, No.1, 最安, 日本一, 完全 as promises of a product, not as words (景品表示法5条)."""

import re
from collections.abc import Iterator

from services.politeness_reading import Mark, Reading, Whole

_SURELY = re.compile(r"(?:必ず|かならず)(?!しも)、?|絶対(?:に|、)?(?!音感|王政|零度|値|評価|安静)")
_CLAUSE = re.compile(
    r"(?:ます|です|る|い|た|ん)(?:ので|のに|から(?!の)|が、)|(?:ます|です)し、?|れば、|たら、"
)
_ASKS = re.compile(
    r"ください|下さい|お願い|ますよう|必要です|必要でございます|お守り|ご遠慮|(?:いたし|致し|差し上げ|さしあげ|申し上げ|お返し|お送り)"
    r"(?:ます|ません|ております)|please",
    re.IGNORECASE,
)
"""Asking for something, or promising what the shop itself does, claims nothing of a product."""
_REGION = "日本|世界|業界|地域|地元|県内|市内|町内|都内|国内|全国|関東|関西|東北|九州|北海道|沖縄"
_CLAIMS = (
    r"(?<![商品受付番号席])No\.?\s*(?:1|one)(?![0-9〜~\-–]|の方|番)|ナンバー\s*(?:ワン|1(?![0-9]))|"
    rf"(?:{_REGION})(?:で(?:一番|最も|いちばん|唯一)|一(?!周|時|部|面|階|号|番地|回|日)|最大|最高|最安値?|初(?!夏|春|冬|秋|めて)|唯一|トップ|随一)|"
    r"(?:人気|売上|売り上げ|売れ筋|満足度|販売数|ランキング)[^。\n]{0,6}?(?:第?1位|トップ(?!ス))|"
    r"最安(?:値)?|どこよりも|(?:他店|他社|ほかのお?店|他のお?店)より(?!も?お)|"
    r"完全(?:無添加|無農薬|無害|除菌|殺菌|防水|防臭|遮光|天然|保証|に[^。、\n]{0,6}(?:消|治|落ち|落と|除|防|取れ|無く|なくな))|"
    r"(?:満足度|効果|成功率|除菌率|合格率)\s*100%|100%\s*(?:の)?(?:満足|安心|安全|効|保証|治|落ち|除|防|痩|当た|成功|おいし|合格)|"
    r"副作用(?:は|が)?(?:一切|全く|まったく)?(?:ありません|ございません|ない|なし|ゼロ)|"
    r"(?:痩|や)せ(?:ます|る|られ|ました|て(?!い(?:る|ら)))|若返(?:り|る|っ|れ)|[がも](?:治り|治る|治っ)|に効(?:く|き)|効果(?:抜群|てきめん|絶大|保証)|"
    r"(?:血圧|血糖値)[がを]下[がげ]|免疫力[がを]?(?:上|高|アップ)|(?:シミ|しみ|シワ|しわ)[がもを](?:完全に)?(?:消|なく)|"
    r"永久(?:保証|無料)|確実に(?:儲|もうか|痩|やせ|効|当た|きれい|美し|落ち|合格)|実質(?:無料|0円|タダ)|"
    r"\bguaranteed\b|\bthe best in\b|\bcheapest\b"
)
_PLAIN_CLAIMS = re.compile(_CLAIMS, re.IGNORECASE)
_BASIS = re.compile(r"調べ|調査|認定|受賞|according to", re.IGNORECASE)
"""A claim that names its ground in the same message is one that can be looked up."""


def judge(reading: Reading, _whole: Whole) -> Iterator[Mark]:
    """Find what promises an effect, a rank or a certainty without its ground."""
    for found in _SURELY.finditer(reading.text):
        if _promises(reading, found):
            yield Mark("claim", found.start(), _end(reading, found))
    if not _BASIS.search(reading.text):
        for found in _PLAIN_CLAIMS.finditer(reading.text):
            yield Mark("claim", found.start(), found.end())


def _promises(reading: Reading, found: re.Match[str]) -> bool:
    rest = _rest(reading, found)
    clause = _CLAUSE.split(rest, maxsplit=1)[0] if _CLAUSE.search(rest) else rest
    cut = _CLAUSE.search(rest)
    whole = rest[: cut.end()] if cut else clause
    return bool(whole.strip()) and not _ASKS.search(whole)


def _rest(reading: Reading, found: re.Match[str]) -> str:
    return re.split(r"[。!?\n]", reading.text[found.end() :], maxsplit=1)[0]


def _end(reading: Reading, found: re.Match[str]) -> int:
    """Show the word with what it promises, up to the next pause."""
    said = re.split(r"[、。!?\n]", reading.text[found.end() :], maxsplit=1)[0]
    return found.end() + min(len(said), 12)
