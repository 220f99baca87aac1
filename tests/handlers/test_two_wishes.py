"""Two wishes in one message: a stop, and the profile gone."""

from models.consents import Purpose
from services import profiles
from tests.handlers.conftest import Customer, read
from tests.handlers.test_joining import is_given
from tests.handlers.test_profiles import known


def test_a_stop_and_the_wish_to_erase_it_are_both_met_at_once(hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("プロフィール")
    hanako.presses("預ける")
    hanako.says("お名前 花子")
    hanako.talk.clock.advance(seconds=5)

    words = hanako.says("お知らせを止めて。プロフィールも消して。")

    assert "配信を停止いたしました" in read(words)
    assert "お名前と誕生月を消去いたしました" in read(words)
    assert known(hanako.talk, hanako) == profiles.NOTHING
    assert not is_given(hanako.talk, hanako, Purpose.ANNOUNCEMENTS)


def test_who_gets_and_keeps_nothing_here_hears_so(hanako: Customer) -> None:
    assert "ご登録はございません" in read(hanako.says("配信停止とプロフィールの削除をお願いします"))
