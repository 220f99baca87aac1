"""Short answers: what cannot be done just now, and what needs no words."""

from tools.album.people import KEI, MEI, NAO, RIN, SAKURA, SHO
from tools.album.steps import ADDS, JOINS, PAUSES, Chapter, Dialogue, Step, arranges, says, sets, taps
from tools.album.webshop import LINKING

NOBODYS = "引換 TEA4-CUPK"
"""A code as it would stand on a slip; nobody ever drew it."""
LONG_SHOWN = "UPDATE coupon_grants SET shown_at = '2026-01-01 00:00:00.000000' WHERE state = 'shown'"
NOT_TODAY = (
    "UPDATE coupons SET weekdays = (1 << strftime('%w', 'now', '+9 hours')) WHERE title LIKE 'ドリンク%'"
)
"""SQLite counts days from Sunday, a coupon from Monday: today's number is tomorrow's bit."""
ANY_DAY = "UPDATE coupons SET weekdays = 127"
BLACKOUT = "INSERT INTO coupon_blackouts SELECT id, date('now', '+9 hours') FROM coupons"
NO_BLACKOUT = "DELETE FROM coupon_blackouts"
FOR_GOLD = "INSERT INTO coupon_tiers SELECT id, 'gold' FROM coupons WHERE title LIKE 'ドリンク%'"
FOR_ALL = "DELETE FROM coupon_tiers"
LONG_OVER = (
    "UPDATE coupons SET starts_at = '2026-01-01 00:00:00.000000', ends_at = '2026-02-01 00:00:00.000000' "
    "WHERE title LIKE 'ドリンク%'"
)
STILL_GOOD = "UPDATE coupons SET ends_at = '2099-02-01 00:00:00.000000'"


CHAPTER = Chapter(
    "answers",
    "短いお返事",
    "Short answers",
    (
        Dialogue(
            "announcement-cards",
            "カードとボタンのあるお知らせ",
            "An announcement with cards and a button",
            SHO,
            (Step("announces", "今月の豆が二つ入りました。", 1),),
            (PAUSES,),
        ),
        Dialogue(
            "stop-and-forget",
            "停止とプロフィールの消去を一度に",
            "A stop, and the profile gone, in one message",
            SHO,
            (says("お知らせを止めて。プロフィールも消して。", 3),),
            (says("プロフィール"), taps("預ける"), says("お名前 翔")),
        ),
        Dialogue(
            "stranger-short",
            "会員でない方の停止・退会・お問い合わせ",
            "Stop, leave and contact, for somebody who is no member",
            SAKURA,
            (says("停止"), says("退会"), says("お問い合わせ")),
            (ADDS,),
        ),
        Dialogue(
            "stranger-needs",
            "会員の方にお使いいただけるもの",
            "What is for members",
            SAKURA,
            (says("クーポン", 3),),
        ),
        Dialogue(
            "menu",
            "トークの下のメニュー",
            "The menu below the talk",
            MEI,
            (),
            JOINS,
            shows_menu=True,
        ),
        Dialogue(
            "no-words",
            "スタンプ・了解・写真",
            "A sticker, an OK, a photo",
            MEI,
            (Step("posts", "sticker", 1), says("了解です", 1), Step("posts", "image", 2)),
        ),
        Dialogue(
            "press-a-button",
            "ボタンのかわりに「はい」",
            "A yes instead of the button",
            MEI,
            (says("はい"),),
            (says("退会"),),
        ),
        Dialogue(
            "claim-refused",
            "使えない引換券の番号",
            "Codes of slips that are used, mistyped, unknown",
            MEI,
            (Step("claims", rows=2), says("引換 TEA4-CUPX"), says(NOBODYS)),
            (Step("hands_out", "300"), Step("claims", rows=2)),
        ),
        Dialogue(
            "claim-rests",
            "番号の違いが続いたとき",
            "After one wrong code too many",
            MEI,
            (says(NOBODYS),),
            (says(NOBODYS), says(NOBODYS), says(NOBODYS)),
        ),
        Dialogue(
            "transfer-refused",
            "使えない引き継ぎの番号",
            "Codes to take along that cannot be used",
            KEI,
            (
                Step("takes_along", KEI, 2),
                says("引き継ぎ ABCD-EFG2-3456-7892"),
                says("引き継ぎ ABCD-EFG2-3456-789M"),
            ),
            (*JOINS, says("引き継ぎ"), taps("引き継ぎの番号を出す")),
        ),
        Dialogue(
            "coupon-not-now",
            "クーポンをお使いいただけないわけ",
            "Why a coupon cannot be used just now",
            RIN,
            (
                arranges(NOT_TODAY),
                taps("使う"),
                arranges(ANY_DAY),
                arranges(BLACKOUT),
                taps("使う"),
                arranges(NO_BLACKOUT),
                arranges(FOR_GOLD),
                taps("使う"),
                arranges(FOR_ALL),
                arranges(LONG_OVER),
                taps("使う"),
            ),
            (*JOINS, says("クーポン", 3)),
        ),
        Dialogue(
            "coupon-time-over",
            "表示から10分が過ぎたとき",
            "Ten minutes after it was shown",
            RIN,
            (taps("使用済みにする（店員が押します）"),),
            (
                arranges(STILL_GOOD),
                says("クーポン", 3),
                taps("使う"),
                taps("表示する"),
                arranges(LONG_SHOWN),
            ),
        ),
        Dialogue(
            "coupon-old-button",
            "使用済みのクーポンのボタン",
            "The button of a coupon that is used",
            RIN,
            (taps("使う"),),
            (says("クーポン", 3), taps("使う"), taps("表示する"), taps("使用済みにする（店員が押します）")),
        ),
        Dialogue(
            "exchange-gift",
            "入会のお礼は、初めてのお買い物のあとから",
            "The welcome gift waits for the first purchase",
            NAO,
            (taps("交換する"),),
            (sets("welcome_from_purchase", "yes"), *JOINS, says("ポイント交換"), taps("交換する")),
        ),
        Dialogue(
            "exchanged",
            "交換と、同じボタンをもう一度",
            "Exchanged, and the same button again",
            NAO,
            (taps("交換する"), taps("交換する")),
            (Step("sells", f"{NAO} 3000"), says("ポイント交換"), taps("交換する")),
        ),
        Dialogue(
            "exchange-lacks",
            "ポイントが足りないとき",
            "Too few points",
            NAO,
            (says("ポイント交換"),),
        ),
        Dialogue(
            "returned-goods",
            "返品のあとのポイントと履歴",
            "Points and history after a return",
            NAO,
            (says("ポイント"), taps("履歴を見る")),
            (Step("takes_back", NAO),),
        ),
        Dialogue(
            "web-shop",
            "ネットショップとつなぐ",
            "Linking the web shop",
            NAO,
            (says("ネットショップ"),),
            (sets("link_url", LINKING),),
        ),
        Dialogue(
            "web-shop-linked",
            "つながったとき、いまのつながり、外すとき",
            "Linked, how it stands, and the link ended",
            NAO,
            (Step("links_up", "ネットショップへ進む", 1), says("ネットショップ"), taps("つながりを外す")),
        ),
    ),
)
