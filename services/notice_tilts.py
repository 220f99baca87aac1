"""What tilts a choice, by kind: words that a consent text does not say."""

import re
from collections.abc import Mapping


def _any(ja: str, en: str) -> re.Pattern[str]:
    """Join alternatives, one a `/`."""
    return re.compile("|".join(f"{ja}/{en}".split("/")), re.IGNORECASE)


TILTS: Mapping[str, re.Pattern[str]] = {
    "urgency": _any(
        "[今いま]+すぐ/今だけ/いまだけ/今なら/いまなら/本日限り/今日だけ/本日まで/急いで/急ぎください/お早めに/早めに/期間限定/"
        "まもなく終了/もうすぐ終了/締め?切り?間近/見逃/みのがさ/逃さ/逃す/ラストチャンス/最後のチャンス",
        r"\bnow only\b/right now/\bact now\b/\bhurry\b/today only/only today/limited[ -]time/ends? soon/"
        r"last chance/too late/do(?:n[’']t| not) miss/don[’']t wait/\bquickly\b/right away",
    ),
    "scarcity": _any(
        "残りわずか/のこりわずか/残り[0-9０-９]+/先着/数量限定/[0-9０-９]+[名人個枚]限定/あと[0-9０-９]+[名人個枚]/定員/なくなり次第/売り切れ",
        r"only \d+ left/few (?:left|places)/while (?:stocks?|supplies) last/"
        r"limited (?:number|places|seats)/first \d+ /almost gone/selling out/running out",
    ),
    "shame": _any(
        "(?<!破)損(?:を|し|す|です|に|失)/もったいな/後悔/残念/がっかり/悲し/かなし/さみし/さびし/寂し/"
        "いいのですか/よろしいのですか/本当に(?:よろしい|いい|必要|不要)/それでも/取り残/遅れて/賢い/"
        "皆(?:さま|様|さん)(?:が|も)/みんな(?:が|も)/多くの(?:方|お客)/ほとんどの(?:方|お客)",
        r"miss(?:ing)? out/regret/are you (?:really )?sure/\bsad\b/\bsorry to\b/disappoint/shame/"
        r"los(?:e|ing) out/smart (?:people|customers|shoppers)/everyone/everybody else/"
        r"most (?:people|customers)/left behind/no,? thanks",
    ),
    "costs": _any(
        "(?:使え|使いいただけ|利用いただけ|利用でき|受けられ|もらえ|お?付き|買え)(?:なく|ません)/"
        "(?:登録|同意)(?:が必要|しないと|いただかないと|なさらないと)",
        r"you (?:can[’']?no?t|can[’']t|will not be able|won[’']t)/must (?:agree|accept|join)/"
        r"required to (?:agree|accept)",
    ),
    "presumes": _any(
        "自動(?:的に|で)/みなし/見なし/同意(?:した|いただいた|された)もの/済みです/あらかじめ(?:選|チェック)",
        "by continuing/deemed/automatic/pre-?selected/you (?:have )?already agree",
    ),
    "contradicts": _any(
        "第三者/提携(?:先|企業|会社)/パートナー(?:企業|会社)/グループ会社/(?:停止|退会|解除)(?:は|が)?(?:でき|いただけ)ません",
        r"third part(?:y|ies)/partners?\b/affiliates?\b/cannot (?:stop|leave|unsubscribe)",
    ),
    "loud": re.compile(r"[!！★☆♪♥❤◎→▶▷✨⭐【】《》\U0001f300-\U0001faff]|\b(?!LINE\b)[A-Z]{3,}\b"),
}
BOUGHT = _any(
    "(?:ポイント|クーポン|割引).{0,12}(?:差し上げ|さしあげ|進呈|もらえ|付きます|お渡し)/もれなく/プレゼント/特典",
    r"\b(?:bonus|reward|gift|free (?:points?|coupons?))\b/get \d+",
)
"""A yes to hearing from us is not bought (conversation.md 1.2)."""
