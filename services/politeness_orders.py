"""Orders: the bare imperative at the end of a sentence, told from nouns that sound like it."""

import re

from services.politeness_reading import Mark, Sentence

_ROWS = dict(zip("えけげせてべめれ", "いきぎしちびみり", strict=True))
"""From the imperative to the stem of a polite request: 使え → お使いください."""
_VERBS = (
    "買え|使え|味わえ|狙え|出会え|会え|誘え|祝え|笑え|歌え|行け|聞け|書け|動け|急げ|稼げ|出せ|試せ|探せ|話せ|押せ|"
    "示せ|目指せ|めざせ|待て|持て|勝て|選べ|飛べ|遊べ|並べ|学べ|呼べ|運べ|飲め|読め|休め|楽しめ|たのしめ|つかめ|掴め|"
    "頼め|申し込め|申込め|挑め|走れ|乗れ|取れ|撮れ|作れ|知れ|集まれ|あつまれ|送れ|贈れ|踊れ|登れ|帰れ|回せ|変われ|乗り切れ|"
    "戻れ|守れ|頑張れ|がんばれ|刻め|叫べ|驚け|磨け|輝け|払え|拾え|競え|思え|願え|洗え|盛り上がれ|貯めろ|ためろ|来い|こい"
)
"""Verbs of which the imperative is no noun's stem; 揃え, 入れ, 開け and their like are left out."""
_GODAN = re.compile(
    rf"(?:^|いま|今|さあ|思う存分|思いきり|もっと|[てをにはがもでへとくぐ、\s])(?P<verb>{_VERBS})[よぞや]?$"
)
_AFTER_PARTICLE = re.compile(
    r"(?:を|ず)(?P<verb>[^をはがに、\s]{0,5}[えけげせべめれ])[よぞ]?$|"
    r"に(?P<other>[一-龠々]+[ぁ-ん]{0,2}[えけげせべめれ]|なれ)[よぞ]?$"
)
"""Only verbs stand there, but for the nouns below; 「箱を開け」 before a line break goes on and is none."""
_NOUN = re.compile(
    r"(?:合わせ|知らせ|幸せ|[下上揚]げ|[揃備教]え|ぞろえ|控え|答え|考え|[替換]え|晴れ|流れ|[別暮連切割汚訪憧入]れ|"
    r"[明開付漬分焼助届向受]け|[締勧初始詰求]め|かけ|だけ|わけ|ため|ごめ)$"
)
_COMPOUND = re.compile(
    r"(?P<verb>[一-龠々]+[いきしちみりびぎけめえれせべ](?:出せ|込め|上がれ|回れ|進め))[よぞ]?$"
)
_ICHIDAN = re.compile(
    r"(?P<stem>[一-龠々ぁ-ん]*?(?:[べめけれせえねげてぜ]|[てで]み)|見|着|起き|信じ|感じ)ろよ?$"
)
_SURU = re.compile(r"(?P<noun>[一-龠々]+|[ァ-ヶー]+)(?:しろよ?|(?<!に)せよ)$")
_NOT = re.compile(r"(?:[すつぶむぐ]|(?<=[ぁ-ん一-龠])る)な[よ]?$")
_NOT_STOPPED = re.compile(r"(?<![そよ])[うく]なよ?$")
_DO = re.compile(r"(?<!おやすみ)(?<!休み)(?<!ごめん)(?<!帰り)(?<!かえり)なさい[よね]?$")
_GIVE = re.compile(r"て(?:くれ|おけ|いけ|しまえ)よ?$")
_STEM = re.compile(r"([一-龠々]+[ぁ-ん]?)なさい[よね]?$")
_END = 40
"""An order stands in so many last characters; to look for its end from every character takes their square."""
_BETTER = {
    "買え": "お求めください",
    "行け": "お出かけください",
    "走れ": "お越しください",
    "来い": "お越しください",
    "なれ": "いかがでしょうか",
    "こい": "お越しください",
    "急げ": "ご都合のよいときにお越しください",
    "出会え": "お確かめください",
    "食べ": "お召し上がりください",
    "見": "ご覧ください",
    "手に入れ": "お求めください",
}


def order(sentence: Sentence) -> Mark | None:
    """Find the order with which a sentence ends, and say it as a request."""
    for rule, better in _RULES:
        found = rule.search(sentence.body, max(0, len(sentence.body) - _END))
        if found and (rule not in _STOPPED or sentence.stop in ("。", "!")) and not _is_noun(rule, found):
            named = next((name for name in found.groupdict() if found.group(name)), None)
            start = found.start(named) if named else found.start()
            instead = better(found.group(named) if named else sentence.body)
            return Mark("imperative", sentence.start + start, sentence.start + found.end(), instead)
    return None


def _is_noun(rule: re.Pattern[str], found: re.Match[str]) -> bool:
    return rule is _AFTER_PARTICLE and bool(_NOUN.search(found.group()))


def _godan(verb: str) -> str:
    if verb in _BETTER:
        return _BETTER[verb]
    return f"お{verb[:-1]}{_ROWS[verb[-1]]}ください" if verb[-1] in _ROWS else f"お{verb[:-1]}ください"


def _ichidan(stem: str) -> str:
    short = re.split(r"[をにはがもでへとく]", stem)[-1] if not stem.endswith("手に入れ") else "手に入れ"
    return _BETTER.get(short, f"お{short}ください" if re.match("[一-龠]", short) else "お試しください")


def _suru(noun: str) -> str:
    return f"ご{noun}ください" if re.match(r"[一-龠]", noun) else "お求めください"


def _not(body: str) -> str:
    return "お忘れなく" if re.search("忘れるなよ?$", body) else ""


def _do(body: str) -> str:
    found = _STEM.search(body)
    return f"お{found.group(1)}ください" if found else ""


def _give(_body: str) -> str:
    return "てください"


_STOPPED = (_NOT_STOPPED, _AFTER_PARTICLE)
"""Endings that a sentence in the middle of a line break has too."""
_RULES = (
    (_GODAN, _godan),
    (_SURU, _suru),
    (_ICHIDAN, _ichidan),
    (_NOT, _not),
    (_NOT_STOPPED, _not),
    (_DO, _do),
    (_GIVE, _give),
    (_COMPOUND, _godan),
    (_AFTER_PARTICLE, _godan),
)
