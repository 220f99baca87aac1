"""What people type, and what we take it for."""

import time

import pytest

from bot import words

STOP = """
停止 / テイシ / ﾃｲｼ / ていし / 停止。 / 停止！ / 「停止」 / 停止してください / 停止お願いします
停止でお願いします / 配信停止 / 配信停止希望 / 配信を停止してください / お知らせ停止 / お知らせを止めて
お知らせはもういりません / お知らせいらない / メッセージを送らないでください / メッセージはもう結構です
LINEを止めてほしい / LINEいらないです / 通知をオフにして / 通知いらない / 通知を切りたい / ストップ
ｽﾄｯﾌﾟ / stop / STOP / Stop! / ＳＴＯＰ / stop please / unsubscribe / Unsubscribe please / unsubscibe
stpo / 解除 / 不要 / 不要です / いらない / いりません / やめて / やめてください / 止めて
配信解除 / メルマガ解除 / もう送らないで / 停止🙏 / 停止 お願い致します
お知らせの配信を止めたいのですが / 広告はいらないです / stop sending me messages
no more messages please / please stop the notifications / I don't want any news / turn off notifications
メッセージの配信は不要です / 受信拒否 / opt out / 停止する / お知らせの登録を解除したい
配信停止の方法を教えてください / すみません停止してください / stop messaging me / stop LINE
もう十分です。お知らせを止めてください。 / 先日はどうも。配信は不要です。
"""
LEAVE = """
退会 / 退会したい / 退会します / 退会の方法は？ / 会員をやめたい / 会員登録を解除したい
LINEの会員登録を解除 / 登録解除 / 登録を削除してください / アカウント削除 / 個人情報を消してほしい
脱退 / タイカイしたい / leave / I want to leave / delete my account / delete my data
cancel my membership / データを削除して
"""
RESUME = """
再開 / 再開したい / 再開してください / サイカイ / 配信を再開してほしい / お知らせを受け取りたい
停止を解除したい / 停止解除 / 受け取る / resume / start / subscribe / resume messages
"""
POINTS = """
ポイント / ぽいんと / ﾎﾟｲﾝﾄ / ポイント教えて / ポイントは？ / 残高は？ / 残高 / ポイント残高
ポイントいくつ / ポイントいくら / 今のポイントを知りたい / ポイントを確認したいです
ポイントはいくつありますか / ポイントどれくらい貯まってる？ / 残高を見せてください / points / Point
POINTS / ｐｏｉｎｔｓ / how many points do I have? / what's my balance / my points please / 私のポイント
ポイント数を教えてください / こんにちは。ポイントを教えてください。
ポイントを教えてください。よろしくお願いします。 / ポイント残ってる？
"""
COUPONS = """
クーポン / くーぽん / ｸｰﾎﾟﾝ / クーポンある？ / クーポン見せて / クーポンはありますか
使えるクーポンありますか / クーポンを使いたい / クーポン券 / 割引券 / coupon / Coupons
do you have any coupons? / show my coupons
"""
CARD = """
会員証 / 会員証を見せて / 会員カード / 会員番号は？ / 会員番号を教えてください / カード / card
show me my card / 会員証出して
"""
JOIN = """
会員登録 / 会員登録したい / 登録したいです / 登録 / 入会 / 入会したい / 会員になりたい
会員登録はどうやってするの / join / sign up / I want to join / カイイントウロク
"""
SETTINGS = """
設定 / 設定を変更したい / 配信設定 / お知らせ / settings / セッテイ
"""
PRIVACY = """
プライバシー / プライバシーポリシー / 個人情報の取り扱いについて / privacy / privacy policy
"""
RECEIPT = """
控え / 登録の控え / 控えを見せてください / ひかえ / receipt
"""
WHY = """
なぜ届いた / なぜ届いたの？ / どうして届いたのですか / なんで届くの / 配信の理由 / why
Why did I get this?
"""
REST = """
おやすみ / お休み / しばらくお休みしたい / しばらく休みたい / pause
"""
SHOP = """
営業時間 / 営業時間は？ / 営業時間を教えてください / 何時までやってますか / 何時まで？ / お店の案内
お店はどこですか / 住所 / 住所を教えて / 定休日 / 定休日はいつですか / 今日は営業していますか
駐車場はありますか / opening hours / what are your hours? / where are you? / hours
"""
CONTACT = """
お問い合わせ / 問い合わせ / 問い合わせたい / 電話番号 / 電話番号を教えて / 連絡先は？
メールアドレスを教えてください / contact / phone number
"""
HELP = """
ヘルプ / help / メニュー / 使い方 / 使いかたを教えて / 何ができるの
"""
ENGLISH = """
English / english / ＥＮＧＬＩＳＨ / 英語 / 英語で / English please / “English”
"""
JAPANESE = """
日本語 / 日本語で / 日本語でお願いします / Japanese
"""
HOWTO = """
ポイントの使い方 / ポイントの使い方を教えて / ポイントの使いかた / how to use points
"""
HISTORY = """
履歴 / ポイント履歴 / ポイントの履歴を見たい / history
"""
TOPICS = """
話題 / 話題を選ぶ / topics
"""
THANKS = """
ありがとう / ありがとうございます / ありがとうございました！ / ありがとう😊 / thanks / Thank you!
助かりました / ごちそうさまでした / おやすみなさい
"""
NOTED = """
OK / ok / ＯＫです / 了解 / 了解しました / わかりました / 承知しました
"""
HELLO = """
こんにちは / こんにちは！ / おはようございます / はじめまして / hello / Hi / よろしくお願いします
"""
COMPLAINT = """
苦情があります / 返品したいのですが / 返金してください / 店員の対応が悪い / 商品が壊れていました
異物が入っていた / I want a refund / 最悪でした
"""
HEALTH = """
アレルギーについて知りたい / 肌荒れしました / 体調が悪くなった / 食べたあとお腹が痛い / 湿疹が出ました
具合が悪いです / 卵アレルギーですが食べられますか / I have a nut allergy / かぶれたので使用をやめました
"""
NOTHING = """
箸は不要です / 予約を解除したい / 明日の予約を変更できますか / こんど伺います / 髪を切りたい
ケーキの予約をしたい / 削除された写真について / たばこをやめました / 袋はいりません / レジ袋不要です
ポイントが付いていないのですが / 停止線の近くですか / お知らせを止めないでください
配信が停止しています / お知らせが停止されているのはなぜですか / don't stop the messages / 12345
あいうえお / 雨ですね / メッセージありがとうございます。予約を解除したいです
オンライン予約を解除したい / LINEのブロックを解除しました / お知らせをまとめて見たい
通知が必要なのですが / メッセージありがとう、結構おいしかった / イベント中止のお知らせはありますか
I don't want to miss the news / any news on the 20% off sale / Can I cancel by LINE?
商品ラインナップから削除されましたか / 駅前のバスが運転再開したら行きます / 登録していた名前を変えたい
The bus stop is near / スタンプ
"""
TABLE = {
    "停止": STOP,
    "退会": LEAVE,
    "再開": RESUME,
    "ポイント": POINTS,
    "クーポン": COUPONS,
    "会員証": CARD,
    "会員登録": JOIN,
    "設定": SETTINGS,
    "プライバシー": PRIVACY,
    "控え": RECEIPT,
    "なぜ届いた": WHY,
    "おやすみ": REST,
    "お店の案内": SHOP,
    "お問い合わせ": CONTACT,
    "ヘルプ": HELP,
    "English": ENGLISH,
    "日本語": JAPANESE,
    "ポイントの使いかた": HOWTO,
    "履歴": HISTORY,
    "話題": TOPICS,
    "お礼": THANKS,
    "了解": NOTED,
    "こんにちは": HELLO,
    "苦情": COMPLAINT,
    "体調": HEALTH,
    None: NOTHING,
}

OFFERED = [
    "箸は不要です",
    "予約を解除したい",
    "袋はいりません",
    "たばこをやめました",
    "ポイントの履歴を削除した",
    "don't stop the messages",
    "通知が多すぎます",
]
NOT_OFFERED = [
    "ポイント",
    "こんにちは",
    "停止",
    "まとめて買いました",
    "肌荒れしたので使うのをやめました",
    "雨ですね",
]


def _sentences(table: str) -> list[str]:
    return [sentence.strip() for line in table.strip().splitlines() for sentence in line.split(" / ")]


LABELLED = [(sentence, name) for name, table in TABLE.items() for sentence in _sentences(table)]


@pytest.mark.parametrize(("sentence", "name"), LABELLED)
def test_a_sentence_is_taken_for_what_it_means(sentence: str, name: str | None) -> None:
    assert words.hear(sentence).name == name


def test_the_table_is_wide_enough_to_mean_something() -> None:
    assert len(LABELLED) >= 250
    assert len({sentence for sentence, _ in LABELLED}) == len(LABELLED)


@pytest.mark.parametrize("sentence", OFFERED)
def test_a_sentence_with_a_stop_word_in_it_has_the_stop_at_hand(sentence: str) -> None:
    assert words.hear(sentence).offers_stop


@pytest.mark.parametrize("sentence", NOT_OFFERED)
def test_other_sentences_have_not(sentence: str) -> None:
    assert not words.hear(sentence).offers_stop


def test_a_very_long_message_is_heard_in_no_time() -> None:
    started = time.process_time()
    words.hear("お知らせ" * 1250)
    words.hear("停止してる" * 1000)
    words.hear("配信。" * 1600)

    assert time.process_time() - started < 2, "0.12 on a quiet machine; what looks back takes minutes"
