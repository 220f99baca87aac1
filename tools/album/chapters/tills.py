"""What stands in the way at the till, of an exchange, and of a number that nobody gave out."""

from tools.album.people import REN
from tools.album.steps import JOINS, Chapter, Dialogue, Step, arranges, says, taps

DEARER = "UPDATE coupons SET points = 90 WHERE points = 80"
ONE_A_DAY = (
    "UPDATE coupons SET per_day = 1, per_member = 2, ends_at = '2099-03-01 00:00:00.000000' "
    "WHERE title LIKE 'ドリンク%'"
)
"""It ends last, so that it stands last in the list."""
SECOND_COPY = (
    "INSERT INTO coupon_grants (coupon_id, member_id, number, code, state, granted_at) "
    "SELECT coupon_id, member_id, number + 1, 'SECONDCOPY22', 'held', granted_at FROM coupon_grants "
    "WHERE member_id = (SELECT max(id) FROM members) AND number = 1 "
    "AND coupon_id = (SELECT id FROM coupons WHERE per_day = 1)"
)
ANY_NUMBER = "UPDATE coupons SET per_day = NULL"
BY_THE_SHOP = "UPDATE shops SET coupon_way = 'counter'"
SOMEBODY_LINKS = (
    "UPDATE staff SET link_code_hash = 'that of another number', "
    "link_code_expires_at = datetime('now', '+10 minutes') || '.000000' WHERE id = 1"
)

CHAPTER = Chapter(
    "tills",
    "レジと交換で、うかがえないとき",
    "At the till and at exchanges, what cannot be",
    (
        Dialogue(
            "exchange-changed",
            "たずねてから、必要なポイントが変わったとき",
            "What it takes has changed since we asked",
            REN,
            (taps("交換する"),),
            (
                *JOINS,
                Step("sells", f"{REN} 9000"),
                says("ポイント交換"),
                taps("交換する"),
                arranges(DEARER),
            ),
        ),
        Dialogue(
            "return-owed",
            "使ったあとのポイントの返品",
            "A return whose points were spent",
            REN,
            (says("ポイント"),),
            (
                taps("交換できるものを見る"),
                *(taps("交換する"), taps("交換する")),
                says("ポイント交換"),
                *(taps("交換する"), taps("交換する")),
                Step("takes_back", REN),
            ),
        ),
        Dialogue(
            "coupon-day-limit",
            "本日の分をお使いになったクーポン",
            "A coupon whose share of the day is used",
            REN,
            (taps("使う"),),
            (
                says("クーポン", 3),
                arranges(ONE_A_DAY),
                arranges(SECOND_COPY),
                says("クーポン", 3),
                taps("使う"),
                taps("表示する"),
                taps("使用済みにする（店員が押します）"),
                says("クーポン", 3),
            ),
        ),
        Dialogue(
            "coupon-at-counter",
            "お店の者が番号を確かめるクーポン",
            "A coupon whose code the staff confirm",
            REN,
            (taps("使用済みにする（店員が押します）"),),
            (arranges(ANY_NUMBER), taps("使う"), taps("表示する"), arranges(BY_THE_SHOP)),
        ),
        Dialogue(
            "staff-code-unknown",
            "どなたのものでもない6桁の番号",
            "Six digits that are nobody's",
            REN,
            (says("123456"),),
            (arranges(SOMEBODY_LINKS),),
        ),
    ),
)
