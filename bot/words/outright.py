"""A message that is nothing but a stop, in the many forms in which people ask for one thing."""

import re

from bot.words.normalising import LONGEST_SENTENCE

STOP = "停止"
ERASE = "削除"

# What may stand before it without changing it: manners, impatience, the reason. It gives nothing back, so
# that a long row of such words is read once.
BEFORE = (
    r"(?>すみません|すいません|申し訳(?:ない|ありません|ございません)|お手数(?:を?おかけします)?|恐れ入ります|"
    r"恐縮|ごめん(?:なさい|ね)?|悪い|です|が|けど|もう|全部|すべて|全て|一切|二度と|絶対に?|今後は?|これからは?|(?:私|わたし|うち)(?:に)?(?:は|には)?|今すぐ|すぐに?|早く|とにかく|"
    r"いい加減に?|お願い|どうか|至急|一旦|いったん|とりあえず|あの|(?:とても|すごく|本当に|正直)|"
    r"(?:迷惑|うざい|うざったい|うっとうしい|うるさい|しつこい|結構|大丈夫|邪魔)(?:です|だ|な)?(?:ので|から|し)?|"
    r"(?:前|以前|何度|先日|この前)(?:に|も|にも|か)?(?:言|頼|お願い|伝え|連絡|申)\w{0,8}?(?:が|けど|のに))*+"
)
_UNNEEDED = (
    r"(?:(?:不要|必要ない|いらない|要らない|いりません|要りません)"
    r"(?:です|につき|なので|ですので|だから|ので|から)?)?"
)
_REASON = r"(?:.{1,40}(?:ので|から|ですが|ますが|けど))?"
_HOPE = (
    r"(?:(?:ください|下さい)(?:ませんか|ますか|ませ)?|くれ|くれますか|くれません?か|くれない(?:か|かな)?|もらえ(?:ます|ません|る|ない)か?|"
    r"(?:もらい|いただき|頂き)たい|(?:いただけ|頂け)(?:ます|ません|る|ない)(?:でしょう)?か?|"
    r"(?:いただけ|頂け)(?:れば|ると).{0,8}|ほしい|欲しい|よ|ね|ー|な|や)?"
)
ENDING = (
    r"(?:です|ます|のですが|んですが|んですけど|んだけど|けど|ね|よ|お願い(?:し|いたし|致し)?ます?|願います|よろしく|"
    r"おなしゃす|おね)*"
)
DONE = (
    rf"(?:て(?:おいて|頂いて|いただいて)?{_HOPE}|とい?て{_HOPE}|る|るわ|たい|ます|ましょう|ろ|よう){ENDING}"
)
NOUN_DONE = (
    rf"(?:を|で|に|の)?(?:し(?:ろ|{DONE}|ま(?:す|s)?)|せよ|する|させて{_HOPE}|希望|手続き|"
    r"頼む|頼みます|お願い(?:し|いたし|致し)?ます?|おねがい(?:し|いたし)?ます?|願います|よろしく|でよろしく)?"
    rf"{ENDING}"
)
_NOUNS = (
    r"(?:配信|はいしん|送信|通知|お知らせ)?の?(?:停止|ていし|てい止|停し|定止|亭止|停上|中止|解除|かいじょ|拒否|きょひ)|"
    r"受け?取り?拒否|受信拒否|す?すとっ?[ぷぶ]|すとつぷ|すっとぷ|すとーぷ|お断り"
)
_WRITE = (
    r"(?:送ら|送って(?:こ|来)|送りつけ|送付し|送信し|配信し|連絡し(?:て(?:こ|来))?|らいんし(?:て(?:こ|来))?)"
)
_REQUESTS = (
    rf"(?:{_NOUNS})+{NOUN_DONE}",
    rf"(?:やめ|辞め|止め|とめ|停め)(?:させて{_HOPE}|{DONE})",
    rf"{_WRITE}(?:ないで|ないように(?:して)?|なくて(?:いい|結構|大丈夫)){_HOPE}{ENDING}",
    rf"(?:こ|来)ないで{_HOPE}{ENDING}",
    r"(?:受信|受け?取り)を?(?:停止|やめ|止め|拒否)(?:し?たい|して|て|る|する|します|希望)?(?:です|ください|下さい)?",
    r"受信し(?:たくない|たくありません|ません|ない)(?:です)?",
    r"(?:送って(?:くる|来る)|送る|送信する|連絡する|連絡して(?:くる|来る)|よこす)な(?:よ|ー|って)*",
)
_HOW = (
    r"(?:(?:配信|通知|お知らせ|らいん|めっせーじ)の?)?(?:停止|解除|止め|とめ|やめ|切り)の?"
    r"(?:方法|方|かた|やり方|手順|仕方)(?:を|が|は)?(?:教え|おしえ|知り|わか|分か)?.{0,12}|"
    r"どう(?:やったら|すれば|したら|やって)(?:停止|止め|とめ|やめ).{0,10}"
)
_NOT_NEEDED = (
    r"(?:必要(?:が|は)?(?:ない|無い|ありません)|不必要)(?:です|よ|ので|から)*|"
    r"(?:不要|ふよう|不用)(?:です|だ|で)?(?:よ|ね|から|お願い(?:し|いたし)?ます?)*|"
    r"(?:いら|要ら)(?:ない|ん|ね|ねえ|ねー|ぬ)(?:です|よ|わ|って|ので|から|のよ)*|"
    r"(?:いり|要り)ません(?:よ|ね|ので|から)*"
)
_EN_STOP = (
    r"(?:please |pls |just |ok |okay |hi |hello |no thanks |no thank you )*"
    r"(?:stop|stopp|stpo|sotp|sto|stpp|stoop|stp|srop|dtop|syop)"
    r"(?: (?:it|now|this|that|please|pls|already|everything|all|them|texting|stop|sending|"
    r"writing|thanks?|thank you))*"
)
_SAID = re.compile(
    rf"{BEFORE}{_UNNEEDED}(?:{'|'.join(_REQUESTS)}|{_NOT_NEEDED}|{_HOW})|{_REASON}(?:{_NOUNS}){NOUN_DONE}|{_EN_STOP}"
)
_ASKED = re.compile(rf"{BEFORE}(?:{'|'.join(_REQUESTS)})")
_ERASED = re.compile(
    rf"{BEFORE}(?:削除|さくじょ){NOUN_DONE}|"
    r"(?:please )?(?:delete|remove)(?: (?:it|me|this|everything|all|please))*"
)


def outright(said: str, sentences: list[str]) -> str | None:
    """Name the stop where the whole message is one, or where one of its sentences plainly asks for it."""
    is_short = len(said) <= LONGEST_SENTENCE
    if is_short and _ERASED.fullmatch(said):
        return ERASE
    if is_short and _SAID.fullmatch(said):
        return STOP
    return STOP if any(_ASKED.fullmatch(sentence) for sentence in sentences) else None
