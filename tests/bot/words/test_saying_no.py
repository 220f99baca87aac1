"""A no that is typed is heard as a no, and nothing else is taken for one."""

import pytest

from bot import words

STOP = """
受け取らない / 受け取りません / お知らせは受け取らない / お知らせを受け取りたくない / 通知オフ
お知らせオフ / 受けとらないです / お知らせは受け取りません / もうメッセージを受け取りたくありません
受け取りたくない / お知らせの配信は必要ではありません / 通知をオフにしてください / LINEはいりません
LINEの通知を止めて / LINEの配信を停止 / 通知はもういりません / DMは不要です / 送信を止めて
Do not receive / don't receive / I don't want to receive messages / I do not want to receive any more news
退会しないでお知らせだけ止めたい / 退会はしません。お知らせを止めてください。
"""
KEPT_OUT = """
登録しない / 入会しない / 会員登録しません / 会員登録しない / 登録しません / 登録はしません
いいえ、登録しません / 今回は登録しないです / 会員にはなりません / 入会したくない / 登録は結構です
登録不要です / Do not join / I don't want to join / don't register / 会員登録はいりません
"""
STAYING = """
退会しない / 退会しません / やっぱり退会しないです / 退会したくない / 会員をやめません / Do not leave
退会はしないでおきます / まだ退会しません
"""
ANSWERS = """
はい / いいえ / はい、お願いします / yes / No / うん / 結構です / no thanks / Yes please
"""
ASKED_FOR = """
受け取る / 期限の連絡を受け取る / Receive
"""
NO_STOP = """
LINEで注文した分、箸は不要です / ラインで予約した席を解除したい / LINEポイントはいりません
お知らせは不要ではありません / お知らせはいらなくはないです / 通知がオフになっています
お知らせを受け取らないとどうなりますか / お知らせを受け取りませんでしたが / LINEで買った物の袋はいりません
通知に書いてあった特典は不要です / 20%オフのお知らせはまだですか / お知らせが受け取れない
お知らせが不要というわけではありません / I do not receive the messages / 送信した写真を削除したい
LINEのIDは不要ですか
"""
TABLE = {
    "停止": STOP,
    "登録しない": KEPT_OUT,
    "退会しない": STAYING,
    "はい": ANSWERS,
    "再開": ASKED_FOR,
}


def sentences(table: str) -> list[str]:
    return [sentence.strip() for line in table.strip().splitlines() for sentence in line.split(" / ")]


@pytest.mark.parametrize(
    ("sentence", "name"), [(sentence, name) for name, table in TABLE.items() for sentence in sentences(table)]
)
def test_a_typed_answer_is_taken_for_what_it_means(sentence: str, name: str) -> None:
    assert words.hear(sentence).name == name


@pytest.mark.parametrize("sentence", sentences(NO_STOP))
def test_nothing_is_stopped_that_nobody_asked_to_stop(sentence: str) -> None:
    assert words.hear(sentence).name != "停止"


@pytest.mark.parametrize(
    "sentence", ["登録したい", "登録するにはどうしますか", "会員になりたい", "Join", "登録する"]
)
def test_a_wish_to_join_is_no_refusal(sentence: str) -> None:
    assert words.hear(sentence).name == "会員登録"


@pytest.mark.parametrize("sentence", ["登録しないとクーポンは使えませんか", "退会しないと駄目ですか"])
def test_a_question_about_a_no_is_none(sentence: str) -> None:
    assert words.hear(sentence).name not in {"登録しない", "退会しない"}


@pytest.mark.parametrize(
    "sentence",
    ["こんにちは", "よろしくお願いします", "どうも", "ありがとう", "なぜ", "理由", "カード", "はい", "Why"],
)
def test_what_people_say_to_one_another_is_no_command(sentence: str) -> None:
    assert not words.hear(sentence).is_exact


@pytest.mark.parametrize(
    "sentence", ["ポイント", "会員証", "クーポン", "停止", "登録しない", "苦情", "ヘルプ", "ＳＴＯＰ"]
)
def test_a_command_is_exact(sentence: str) -> None:
    assert words.hear(sentence).is_exact
