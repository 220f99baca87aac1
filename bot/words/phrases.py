"""Wishes that people put into a sentence of their own rather than into one known word."""

import re

from bot.words import profiles

_WHY = re.compile(
    r"(?:なぜ|なんで|何で|どうして|何故).{0,14}(?:届|とど|来|きた|きて|くる|送られ|送って|送信|配信)|"
    r"\bwhy (?:did|do|am|are|was|have|is) .{0,24}(?:get|got|getting|receiv\w+|sent|send|sending) "
    r".{0,16}(?:this|these|messages?|it)\b"
)
_NOT_COME = re.compile(
    r"(?:届か|とどか|届いて(?:い|こ)?|来|こ|送られて(?:い|こ|来)?|送って(?:くれ)?)(?:な[いかく]|ません)|"
    r"ぽいんと|くーぽん|商品|荷物|注文|\bnot\b|n ?t (?:i|get)|points?\b|coupons?\b"
)
_DAYTIME = r"(?:早朝|朝|午前|昼間?|午後|夕方|夜中|夜間?|深夜)"
_PATTERNS = {
    "お休みを終える": re.compile(
        r"(?:お休み|おやすみ|休止).{0,3}(?:終|おわ|やめ|辞め|解除|取り消|きゃんせる)|"
        r"\b(?:end|stop|cancel) (?:the |my )?(?:break|pause)\b|\bunpause\b"
    ),
    "おやすみ": re.compile(
        r"(?:\d+|一|二|三|数)(?:週間|日間|日|[かゕゖケヶ]月間?)(?:ほど|くらい|ぐらい|だけ|の)?"
        r"(?:お休み|おやすみ|休み|休止|止め|停止)"
    ),
    "開示": re.compile(
        r"(?:個人情報|個人でーた|情報|でーた|記録).{0,4}開示|開示.{0,3}(?:請求|求め|お願い|希望|して)|"
        r"(?:自分|私|わたし)の(?:でーた|情報|個人情報|記録).{0,3}(?:見|知り|ほし|欲し|もら|写し|こぴー)"
    ),
    "利用停止": re.compile(
        r"利用(?:の)?停止.{0,3}(?:請求|求め|お願い|希望|したい|して)|同意.{0,4}(?:取り消|取消|撤回|取り下げ|やめ)|"
        r"\b(?:withdraw|revoke|take back) (?:my )?consent\b"
    ),
    "引き継ぎ": re.compile(
        r"(?:すまほ|けーたい|携帯|機種|端末|iphone|android).{0,3}(?:変え|替え|換え|変更|買い替|買い換|新しく|なくし|失くし|紛失)|"
        r"引き?継ぎ(?!は不要)|ひきつぎ"
    ),
    "大事なお知らせだけ": re.compile(
        r"^(?:大事|重要|大切)な(?:お知らせ|ご?連絡|もの|こと|の)(?:だけ|のみ)"
        r"(?:に(?:する|して|したい|変)|で(?:いい|お願い)|は?(?:ほし|欲し|送って|受け取)|お願い)?.{0,6}$"
    ),
    "回数": re.compile(
        r"(?:回数|頻度).{0,6}(?:減ら|下げ|少な|変|落と|抑え)|(?:もう少し|もっと|お知らせを|配信を|数を)減らし|"
        r"(?:お知らせ|配信|めっせーじ|通知).{0,3}(?:多い|多すぎ)"
    ),
    "時間帯": re.compile(
        rf"^(?:お知らせ|配信|連絡|通知)?(?:は|を|の)?{_DAYTIME}(?:は|だけ|に|のみ|の|間|中)*"
        r"(?:送らないで|送って|届けて|配信して|やめて|にして|お知らせ|鳴らさないで|ほしい|欲しい)|"
        r"(?:配信|お知らせ|通知|届く)の?(?:時間|時刻)(?:帯)?.{0,3}(?:変|選|指定|設定)"
    ),
}


def phrase(sentence: str) -> str | None:
    """Name the wish that a folded sentence puts in its own words."""
    if _WHY.search(sentence) and not _NOT_COME.search(sentence):
        return "なぜ届いた"
    if profiles.is_question(sentence):
        return "プロフィール"
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(sentence)), None)
