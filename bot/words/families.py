"""The words for what the bot can do, one family a wish; a question round a word changes nothing."""

import re
from collections.abc import Mapping

from bot.words.normalising import bare, plain
from bot.words.phrases import phrase

CONTACT = "お問い合わせ"
HEALTH = "体調"
COMPLAINT = "苦情"

# What people call each thing; the first is the name that the table of contents knows it by.
_WORDS: Mapping[str, str] = {
    "会員登録": "会員登録/会員登録について/登録/入会/入会希望/会員になる/会員になりたい/会員になるには/"
    "新規登録/"
    "join/sign "
    "up/signup/"
    "register/become a member/membership/member registration/かいいんとうろく",
    "ポイント": "ポイント/ぽいんと/残高/ポイント残高/残高照会/残ポイント/ポイント数/保有ポイント/"
    "ポイント確認/"
    "貯まったポイント/"
    "point/points/balance/my points/points balance/point balance",
    "履歴": "履歴/ポイント履歴/ポイントの履歴/利用履歴/history/points history/point history",
    "ポイントの使いかた": "ポイントの使い方/ポイントの使いかた/ポイント使い方/ポイントはどう使う/"
    "how to use points/"
    "use "
    "points/"
    "how to use my points",
    "ポイントを使う": "ポイントを使う/ポイントを使いたい/ポイント使いたい/ポイント使う/ポイントで払う/"
    "ポイントで払いたい/ポイントで支払う/ポイント払い/pay with points/spend points",
    "クーポン": "クーポン/くーぽん/クーポン券/割引券/割引/使えるクーポン/クーポン一覧/持っているクーポン/"
    "coupon/"
    "coupons/my coupons/"
    "voucher/vouchers/discount",
    "ポイント交換": "ポイント交換/ポイントの交換/ポイントを交換/ポイントと交換/ポイントでクーポン/"
    "exchange points/exchange my points/point exchange",
    "会員証": "会員証/会員カード/会員番号/カード/ポイントカード/バーコード/デジタル会員証/かいいんしょう/"
    "card/"
    "my card/member card/"
    "membership card/card number/member number",
    "会員ランク": "会員ランク/ランク/らんく/会員ステージ/ステージ/今のランク/rank/ranks/my rank/"
    "member rank/tier",
    "設定": "設定/設定画面/設定メニュー/配信設定/お知らせ設定/通知設定/設定変更/"
    "配信設定の変更/せってい/お知らせ/settings/setting/"
    "preferences/options",
    "話題": "話題/トピック/話題を選ぶ/話題の変更/topic/topics",
    "回数": "回数/頻度/配信頻度/お知らせの回数/頻度を変えたい/回数を変えたい/frequency/how often",
    "おやすみ": "おやすみ/お休み/休みたい/お休みしたい/休止/一時休止/しばらく休み/しばらくお休み/"
    "お知らせを休み/配信を休み/"
    "お知らせお休み/pause/break/snooze/take a break",
    "毎週": "毎週/週1/週1回/週に1回/週に1回まで/週一/週一回/every week/weekly/once a week",
    "月2回": "月2/月2回/月に2回/月に2回まで/月二回/twice a month/twice monthly",
    "月1回": "月1/月1回/月に1回/月に1回まで/月一/月一回/once a month/monthly",
    "大事なお知らせだけ": "大事なお知らせだけ/大事なものだけ/重要なお知らせだけ/大切なお知らせだけ/"
    "important only",
    "時間帯": "時間帯/配信時間/配信の時間/お知らせの時間/通知の時間/時間帯の変更/時間帯を変える/"
    "hours of messages/message hours/change the hours/time of day",
    "お休みを終える": "お休みを終える/お休み終了/end the break",
    "ことば": "ことばlanguage/languageことば/言語/ことば/言葉/言語設定/language/languages/言語を変えたい",
    "English": "english/英語/えいご/英語で/in english/english please/speak english/do you speak english",
    "日本語": "日本語/にほんご/日本語で/japanese/in japanese",
    "プライバシー": "プライバシー/お預かりしている情報/"
    "what we keep of you/what you keep of me/プライバシーポリシー/個人情報/個人情報の扱い/個人情報の取り扱い/"
    "個人情報保護/"
    "privacy/"
    "privacy policy/my data/personal data",
    "プロフィール": "プロフィール/お名前誕生月/誕生月を選ぶ/"
    "name birthday month/birthday month/ぷろふぃーる/誕生月/誕生日/お名前と誕生月/"
    "profile/my profile/birthday/birth month",
    "開示": "開示/かいじ/開示請求/情報開示/情報の開示/個人情報の開示/個人情報開示/データの開示/情報の写し/"
    "disclosure/copy of my data/download my data/export my data/my copy",
    "訂正": "訂正/ていせい/訂正請求/情報の訂正/個人情報の訂正/登録内容の変更/登録情報の変更/間違いの訂正/"
    "correction/correct/correct my data",
    "利用停止": "利用停止/りようていし/利用の停止/利用停止請求/個人情報の利用停止/情報の利用停止/使用停止/"
    "stop use/stop using my data",
    "消去": "消去/しょうきょ/消去請求/情報の消去/個人情報の消去/erasure/erase",
    "番号": "番号/ばんごう/電話用の番号/お電話用の番号/サポート番号/確認番号/support code/code/number",
    "引き継ぎ": "引き継ぎ/引継ぎ/引継/ひきつぎ/引き継ぐ/引き継ぎたい/引き継ぎ番号/引き継ぎコード/機種変更/"
    "機種変/スマホを変えた/スマホの変更/アカウントの変更/アカウント変更/transfer/transfer code/new phone/"
    "new account",
    "引換": "引換/引き換え/引換え/ひきかえ/引換券/引き換え券/引換番号/引換コード/前のカード/古いカード/"
    "紙のカード/claim/claim code/old card/paper card",
    "控え": "控え/ひかえ/登録の控え/同意の控え/同意の記録/同意書/receipt/my record/consent record/record",
    "なぜ届いた": "なぜ届いた/なぜ届いたか/なぜ届く/なぜ来た/なぜ/どうして届いた/どうして届く/なんで届いた/"
    "なんで届くの/なんで来るの/配信の理由/配信理由/理由/"
    "why/why did i get this/why am i getting this/why do i get this",
    "ネットショップ": "ネットショップ/ねっとしょっぷ/オンラインショップ/通販/ネットショップとつなぐ/"
    "ネットショップとのつながり/つながりを外す/アカウント連携/連携/web shop/online shop/webshop/link account/"
    "unlink",
    "ヘルプ": "ヘルプ/へるぷ/メニュー/使い方/使いかた/つかいかた/できること/何ができる/困った/help/menu/"
    "how to "
    "use/what can you do",
    "お店の案内": "お店の案内/店の案内/店舗案内/店舗/お店/店/営業時間/時間/開店/閉店/開店時間/閉店時間/"
    "何時まで/"
    "何時から/営業中/定休日/休業日/"
    "休みの日/お休みの日/休みはいつ/お休みはいつ/場所/住所/アクセス/地図/行き方/どこ/駐車場/年末年始/"
    "休み/休日/営業/"
    "hours/opening hours/business hours/open/close/closed/address/location/access/map/where/shop/"
    "store/where are you",
    CONTACT: "お問い合わせ/問い合わせ/お問合せ/問合せ/問い合せ/といあわせ/連絡先/電話/電話番号/メール/"
    "メールアドレス/担当者/店員/スタッフ/オペレーター/"
    "相談/contact/contact us/phone/phone number/email/telephone/call/support/inquiry/human/staff",
    "こんにちは": "こんにちは/こんにちわ/こんばんは/おはよう/おはようございます/はじめまして/初めまして/"
    "どうも/"
    "hello/hi/hey/good morning/"
    "good afternoon/good evening/よろしく/よろしくお願いします/よろしくお願いいたします",
    "お礼": "お礼/ありがとう/ありがとうございます/"
    "ありがとうございました/有難う/有難うございます/どうもありがとう/"
    "サンキュー/感謝/"
    "助かりました/嬉しい/うれしい/thanks/thank you/thx/ty/thank you very much/thanks a lot/"
    "ごちそうさま/ごちそうさまでした/"
    "おいしかった/おいしかったです/美味しかったです/おやすみなさい/また行きます/楽しみにしています",
    "了解": "ok/okay/おk/おけ/おっけー/オッケー/オーケー/了解/了解です/了解しました/りょ/りょうかい/"
    "わかりました/分かりました/わかった/承知しました/承知/"
    "sure/got it/i see/なるほど/へえ/大丈夫/大丈夫です/笑/w/なし",
    "はい": "はい/いいえ/うん/ううん/いえ/お願いします/結構です/けっこうです/yes/no/yeah/yep/nope/"
    "no thanks/no thank you",
}


def _apart(words: str) -> list[str]:
    return words.split()


# What may stand round such a word without changing the wish.
_AROUND = _apart(
    "の は が を に で も と って とは か ね よ な や へ から まで について だけ 今 いま 今日 明日 "
    "現在 ただいま 私 わたし 僕 自分 あと "
    "こちら そちら この 教えて おしえて 知りたい しりたい 見たい 見せて みせて 見る みる 見れ 見られ "
    "表示 出して だして 出したい 確認 かくにん "
    "照会 いくつ いくら 何 なん 何枚 何点 何時 枚 点 円 どれくらい どのくらい どれだけ どれぐらい "
    "どう どうやって どこ いつ ある あり ません "
    "ました ます です でしょう ください 下さい くれ くれる もらえ もらえる 頂け いただけ たい したい "
    "まだ 選びたい 選ぶ 選び して する し できる でき 残り のこり "
    "残って 貯まって たまって 貯まった たまった 持って もって いる います い るの るん ん 使える 使え "
    "つかえる 使いたい 使う つかう 欲しい ほしい "
    "お願い おねがい 方法 やり方 変更 変え 変えたい 一覧 全部 お店 ほう 方 なに どの 番号 わかり "
    "分かり わかる 知り る れ りたい 開いて やって"
)
_AROUND_JA = re.compile("|".join(sorted(_AROUND, key=len, reverse=True)))
_AROUND_EN = frozenset(
    _apart(
        "a an the my your our do does did i me you we is are am to of in on for at it how many much what "
        "when where which "
        "can could would may show tell see get give check have has please want like know about any left "
        "now use today choose "
        "there s m d shop store open change"
    )
)
_LATIN = re.compile(r"[a-z]")

_COMPLAINT = re.compile(
    r"苦情|くれーむ|返品|返金|不良品|異物|対応が(?:悪|ひど)|態度が(?:悪|ひど)|ひどい|最悪|壊れて|"
    r"こわれて|不愉快|不快|腹が立|怒って|"
    r"詐欺|訴え|弁護士|消費者せんたー|間違って請求|complain|complaint|refund|terrible|awful|broken|lawyer"
)
_HEALTH = re.compile(
    r"あれるぎー|肌荒れ|肌あれ|かぶれ|湿疹|じんましん|蕁麻疹|発疹|体調|具合が悪|具合がわる|気分が悪|"
    r"腹痛|お腹が痛|おなかが痛|下痢|嘔吐|吐い|吐き気|"
    r"食中毒|救急|病院[にへで]|怪我|けがを|けがし|やけど|火傷|痛みが|かゆ|腫れ|発熱|妊娠|授乳|誤飲|"
    r"allerg|\brash\b|\bsick\b|\bill\b|vomit|poison|hospital|injur|hurt\b|pregnan"
)


NAMES: tuple[str, ...] = (*_WORDS, COMPLAINT, HEALTH)
_NAME_OF = {plain(word): name for name, words in _WORDS.items() for word in words.split("/")}
_LONGEST_FIRST = sorted(_NAME_OF, key=len, reverse=True)
_QUIET = frozenset({"お礼", "了解", "こんにちは", "はい"})
"""Manners: they say something only when nothing else is said."""
_WHOLE_ONLY = _QUIET | {"毎週", "月2回", "月1回", "大事なお知らせだけ"}
"""What counts by itself only: a question round a word that changes something would change it."""
_EVERYDAY_WORDS = (
    "毎週/週1/週1回/週に1回/週一/週一回/月1/月1回/月に1回/月一/月一回/月2/月2回/月に2回/月二回/"
    "weekly/monthly/every week/once a week/once a month/twice a month/"
    "なぜ/理由/カード/どこ/時間/場所/電話/メール/休み/登録/相談/困った/why/card/where/open/close/closed/call/"
    "email/phone/break/human/staff/record/options/hours/shop/store/map/access"
)
_EVERYDAY = frozenset(plain(word) for word in _EVERYDAY_WORDS.split("/"))
"""Words that people also say to one another: while staff talk, they are meant for them."""


def concern(said: str) -> str | None:
    """Tell whether somebody complains or speaks of their health: that is for a person to hear."""
    if _HEALTH.search(said):
        return HEALTH
    return COMPLAINT if _COMPLAINT.search(said) else None


def family(said: str, sentences: list[str]) -> str | None:
    """Name the wish behind a word, also with a question or a greeting round it."""
    if whole := _named(said):
        return whole
    found = [_named(sentence) for sentence in sentences]
    wishes = [name for name in found if name and name not in _QUIET]
    if wishes:
        return wishes[0]
    return found[0] if found and all(found) else None


def is_word(said: str) -> bool:
    """Tell whether this is a word that only we are called by, with no more than politeness round it."""
    form = said if said in _NAME_OF else bare(said)
    return form not in _EVERYDAY and _NAME_OF.get(form, "了解") not in _QUIET


def _named(sentence: str) -> str | None:
    for form in (sentence, bare(sentence)):
        if form in _NAME_OF:
            return _NAME_OF[form]
    return _within(sentence) or phrase(sentence)


def _within(said: str) -> str | None:
    """Find the longest known word whose surroundings say nothing else."""
    for word in _LONGEST_FIRST:
        if _NAME_OF[word] not in _WHOLE_ONLY and word in said and _says_nothing_else(said, word):
            return _NAME_OF[word]
    return None


def _says_nothing_else(said: str, word: str) -> bool:
    if _LATIN.search(word):
        return _is_whole_word(said, word) and _rest_en(said, word) <= _AROUND_EN
    return not _AROUND_JA.sub("", said.replace(word, "", 1).replace(" ", ""))


def _is_whole_word(said: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", said) is not None


def _rest_en(said: str, word: str) -> set[str]:
    return set(re.sub(rf"\b{re.escape(word)}\b", " ", said).split())
