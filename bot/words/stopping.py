"""Every way to say stop, to leave, or to begin again; a stop is never asked back."""

import re

from bot.words import buttons, profiles
from bot.words.normalising import bare, plain
from bot.words.outright import ERASE, STOP, outright
from bot.words.reminders import ONLY_REMINDERS, STOP_REMINDERS, about_reminders, as_messages

__all__ = ["ERASE", "LEAVE", "NAMES", "RESUME", "STOP", "sounds_like_stop", "wish"]

LEAVE = "退会"
RESUME = "再開"
REST_OVER = "お休みを終える"
NAMES = (STOP, ERASE, LEAVE, RESUME, STOP_REMINDERS, ONLY_REMINDERS)


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split("/"))


_STOP_WORDS = _words(
    "停止/停止する/停止して/停止したい/停止してください/停止して下さい/停止希望/停止お願い/配信停止/"
    "配信を停止/"
    "お知らせ停止/通知停止/一時停止/中止/配信中止/ストップ/すとっぷ/とめて/止めて/止める/"
    "止めてください/止めて下さい/"
    "止めたい/やめて/やめる/やめたい/やめます/やめてください/やめて下さい/辞めて/辞める/辞めたい/"
    "解除/解除する/解除して/解除したい/解除してください/配信解除/不要/いらない/要らない/いりません/"
    "要りません/"
    "お断り/お断りします/拒否/受信拒否/配信拒否/オプトアウト/もういい/もういいです/"
    "もういらない/"
    "受け取らない/受け取りません/受け取りたくない/受け取りたくありません/受取らない/受けとらない/"
    "うけとらない/"
    "do not receive/don t receive/dont receive/"
    "送らないで/送らないでください/送ってこないで/もう送らないで/配信しないで/"
    "stop/stop it/stop please/please stop/unsubscribe/opt out/optout/no more/cancel/quit/end/"
    "i want to stop/want to stop/unfollow/stopp/"
    # Slips of the finger that can mean nothing else.
    "ていし/てーし/停し/停止ん/停上/亭止/配信定止/配信亭止/すとぷ/stpo/sotp/sto/stpp/unsubscibe/"
    "unsubcribe/unsuscribe/"
    "unsubscrib/unsubscribed/配信停し/haisinteisi/teisi/teishi"
)
_LEAVE = re.compile(
    r"^leaving$|^解約(?:し|を|希望|手続|お願い|$)|退会|脱退|脱会|たいかい(?:し|す|を|$)|会員.{0,6}(?:やめ|辞め|解除|削除|取り消|取消|抜け)|"
    r"(?:登録|あかうんと|でーた|個人情報).{0,4}(?:解除|削除|抹消|取り消|取消|消し|消去|やめ)|"
    r"^(?:please |i (?:want|would like|d like) to |can i |how (?:do|can) i )?leave(?: (?:the |your "
    r")?(?:membership|program|club))?$|"
    r"(?:delete|erase|remove|close) (?:my |all |me |the )*(?:data|account|everything|information|membership)|"
    r"cancel (?:my )?(?:membership|account)|\bforget me\b"
)
_RESUME_WORDS = _words(
    "再開/再開する/再開したい/再開して/再開してください/再開希望/配信再開/お知らせ再開/さいかい/"
    "受け取る/受け取りたい/receive/"
    "お知らせを受け取る/お知らせを受け取りたい/お知らせ受け取りたい/お知らせがほしい/お知らせ欲しい/"
    "配信希望/配信してほしい/"
    "お知らせ受け取ります/お知らせを受け取ります/お知らせほしい/お知らせがほしい/お知らせがまた欲しい/"
    "お知らせがまたほしい/お知らせまた欲しい/お知らせを送って/お知らせを送ってください/"
    "期限の連絡を受け取る/期限の連絡を受け取りたい/期限の連絡/receive messages/receive expiry notices/"
    "また受け取りたい/また送って/また送ってください/resume/start/restart/subscribe/start again/turn on/unstop"
)
_SENDING = (
    r"(?:(?<!らいぶ)配信|はいしん|haishin|haisin|お知らせ|おしらせ|めっせーじ(?!かーど|ぷれーと|ぼーど)|めるまが|"
    r"広告|宣伝|すぱむ)"
)
_MENTIONED = re.compile(
    r"(?:配信|お知らせ|めっせーじ|めるまが|広告|宣伝|通知)(?:に|で)(?:あった|ある|あり|載|のっ|書|見|出|届)"
)
"""Something that stood in a message: the rest of the sentence is about that."""
# Words that also name other things: the stop has to stand right behind them.
_CHANNEL = (
    r"(?:送信|通知|(?:せーる|商品|催し|いべんと|お得|おとく|きゃんぺーん)の?(?:ご)?(?:案内|情報|連絡)|"
    r"(?<![ぁ-ん])らいん(?!なっぷ|あっぷ)|(?<![a-z])line(?![a-z])|(?<![a-z])dm(?![a-z]))"
)
_BEHIND = r"(?:の配信|の通知|の送信|から)?[をはもが]?(?:もう|全部|すべて|全て)?"
_RECEIVE = r"(?:受け?取|受けと|うけと)"
_NOT_RECEIVED = (
    rf"{_RECEIVE}らない(?!と|場合|人|方|ほう|ので|のに|まま)|{_RECEIVE}りません(?!でし|か)|"
    rf"{_RECEIVE}りたく(?:ない|ありま|ござ)"
)
_STOP_VERB = (
    r"(?:停止|(?<!受け)止め|(?<!ま)とめ(?!も)|(?<!あ)やめ|辞め|解除|不要|いらな|要らな|いりませ|"
    r"要りませ|すとっぷ|お断り|断りま|断りた|断る|断って|"
    r"ことわ|拒否|おふに(?!な)|切って|切りたい|削除|送らない|送ってこない|来ないように|こないように|届かないように|"
    r"もう大丈夫|"
    rf"必要(?:では|じゃ)?(?:な[いく]|ありませ)|(?:結構|けっこう)です|もういい(?:です|よ|や|わ|から|ので|$)|いらん(?!ぐ)|要らん|希望し(?:ない|ませ|てい?ませ)|送らなく(?:て|とも)(?:いい|よい|結構|大丈夫)|"
    rf"受信し(?:ない|たくな|たくあり|ませ)|{_NOT_RECEIVED})"
)
_RESUME = re.compile(
    rf"(?:{_SENDING}|{_CHANNEL}).{{0,4}}再開|再開(?:し|する|希望|を).{{0,3}}(?:{_SENDING}|{_CHANNEL})|"
    r"(?:停止|止め|とめ|やめ)(?:して|た|ちゃ|し).{0,10}再開(?:した|して|を?希望|を?お願い)|"
    r"\b(?:resume|restart|turn on|start) .{0,12}(?:messages|news|notifications|announcements)"
)
_STOP = re.compile(
    rf"{_SENDING}.*{_STOP_VERB}|{_STOP_VERB}.*{_SENDING}|{_CHANNEL}{_BEHIND}{_STOP_VERB}|"
    rf"(?:{_SENDING}|{_CHANNEL})の?(?:設定)?[をはも]?おふ(?:$|に(?!な)|で|する|した|希望)|"
    r"通知.{0,12}(?:止め|とめ|やめ|停止)|通知の切り方|"
    rf"(?:{_SENDING}|{_CHANNEL}).?中止(?!のお知らせ)|(?:配信|送信|お知らせ)(?:を|は)?しない(?:で|よう)|"
    r"^この(?:連絡|めっせーじ|お知らせ)を?(?:止め|とめ)る?"
)
_MESSAGES = (
    r"(?:messages?|messaging|msgs?|notifications?|news|announcements?|texts|texting|ads|spam|sending|writing)"
)
_WANT_NOT = r"\b(?:do not|don ?t|no longer) want to (?:receive|get|hear about)"
_STOP_EN = re.compile(
    r"\b(?:end|stop|cancel) (?:my |the |this )?subscription\b|"
    rf"\bno longer want (?:any |your |the )*{_MESSAGES}\b|"
    r"\b(?:stop|cease|no more|cancel|turn off|don ?t send|do not send|don ?t want(?! to)|do not want(?! to))"
    rf"\b.*\b{_MESSAGES}\b|"
    rf"\b{_MESSAGES} (?:off|must stop|should stop)\b|\bstop (?:the |this |your )?line\b|"
    rf"\b{_MESSAGES}\b.{{0,20}}\bstop$|"
    rf"{_WANT_NOT} (?:any |more |your |the |these )*{_MESSAGES}\b|"
    rf"{_WANT_NOT} (?:this|these|them|any|anything)(?: more| any ?more)?$|"
    r"\b(?:don ?t|do not|never|stop) (?:message|text|contact|write(?: to)?|e?mail|spam|bother|messaging|"
    r"texting|contacting|spamming|writing(?: to)?) me\b|\b(?:remove|take) me (?:from|off|out)\b|"
    rf"\bunsub\w*|\bunsuscri\w*|\bunscubscri\w*|\bopt (?:me )?out\b"
)
# What speaks of a stop without asking for one: a state, a refusal to stop, a friend who came back.
_KEPT_ON = re.compile(
    r"停止(?:して(?:い|る|ま)|され|中|にな|と言|と送|の理由|しましたか|しちゃ)|"
    r"(?:止め|とめ|停止し|やめ|解除し)(?:られて|た(?:のに|はず|覚え))|"
    r"(?:停止|解除|中止|削除)し?ない|(?:止め|とめ|やめ|辞め|断ら|切ら)ない|(?:止め|とめ|やめ)(?:なく|ません)|"
    r"(?:不要|いらなく|要らなく)(?:では|じゃ|は)(?:ありま|な)|(?:いらない|要らない|不要な|不要という)わけ|"
    r"(?:止め|とめ|やめ|辞め)(?:まし|ちゃっ|ちゃいまし)?たの?(?:です)?か$|"
    r"ぶろっく.{0,3}解除|don ?t stop|do not stop"
)
_REST_OVER = re.compile(r"(?:お知らせ|配信|通知)の?(?:お休み|おやすみ|休止).{0,3}(?:終|やめ|解除|取り消)")
_BACK = re.compile(r"停止(?:を|の)?(?:解除|取り消|取消|やめ|きゃんせる)")
_ASIDE = re.compile(
    r"不要|いらな|要らな|いりませ|要りませ|(?<!あ)やめ|辞め|(?<!受け)止め|(?<!ま)とめ(?!も)|解除|削除|"
    r"(?<!利用)停止|中止|うるさい|うざ|しつこい|多すぎ|"
    r"\bstop\b|unsubscribe"
)
_MEMBERSHIP = re.compile(r"退会|脱退|会員|あかうんと|でーた|個人情報|account|membership|data")
_ABOUT_MESSAGES = re.compile(r"配信|お知らせ|めっせーじ|通知|めるまが")


def wish(said: str, sentences: list[str]) -> str | None:
    """Tell whether a folded message asks to leave, to stop, or to begin again."""
    forms = {said, bare(said)}
    if forms & _STOP_WORDS:
        return STOP
    if forms & _RESUME_WORDS:
        return RESUME
    found = [_wish_in(sentence) for sentence in sentences]
    return next((name for name in found if name), None) or outright(said, sentences)


def sounds_like_stop(said: str) -> bool:
    """Tell whether a message that is no stop has a stop word in it, so that the button stands by."""
    return _ASIDE.search(said) is not None


def _wish_in(sentence: str) -> str | None:
    if named := about_reminders(sentence):
        return named
    return _wish_about_all(_MENTIONED.sub("", as_messages(sentence)))


def _wish_about_all(sentence: str) -> str | None:
    if _REST_OVER.search(sentence):
        return REST_OVER
    if _BACK.search(sentence):
        return RESUME
    if _LEAVE.search(sentence) and not _is_about_less(sentence):
        return LEAVE
    if _KEPT_ON.search(sentence):
        return None
    if _STOP.search(sentence) or _STOP_EN.search(sentence):
        return STOP
    return RESUME if _RESUME.search(sentence) else None


def _is_about_less(sentence: str) -> bool:
    """Tell whether a sentence with a word for leaving asks for a part of it, or says no to it."""
    is_no_or_profile = buttons.no(sentence) is not None or profiles.is_wish(sentence)
    return is_no_or_profile or _is_about_messages(sentence)


def _is_about_messages(sentence: str) -> bool:
    """「お知らせの登録を解除」 is a stop; 退会 and 会員 always mean the membership."""
    return not _MEMBERSHIP.search(sentence) and bool(_ABOUT_MESSAGES.search(sentence))
