"""What members ask for every day."""

from tools.album.people import HANAKO
from tools.album.steps import Chapter, Dialogue, says, sets, taps

CHAPTER = Chapter(
    "every-day",
    "ふだんのご利用",
    "Every day",
    (
        Dialogue("balance", "残高", "The balance", HANAKO, (says("ポイント"),)),
        Dialogue("history", "履歴", "What was earned and spent", HANAKO, (taps("履歴を見る"),)),
        Dialogue("how-to-use", "使いかた", "How to use points", HANAKO, (taps("使いかた"),)),
        Dialogue("card", "会員証", "The card", HANAKO, (says("会員証"),)),
        Dialogue("pay", "ポイントを使う番号", "A code that pays", HANAKO, (taps("ポイントを使う"),)),
        Dialogue("coupons", "クーポン", "Coupons", HANAKO, (says("クーポン"),)),
        Dialogue("coupon-use", "使う前のおたずね", "Asked before it is used", HANAKO, (taps("使う"),)),
        Dialogue("coupon-shown", "レジで表示", "Shown at the counter", HANAKO, (taps("表示する"),)),
        Dialogue("coupon-used", "使用済み", "Used", HANAKO, (taps("使用済みにする（店員が押します）"),)),
        Dialogue("coupon-none", "使えるクーポンがないとき", "No coupon left", HANAKO, (says("クーポン"),)),
        Dialogue(
            "exchanges", "ポイントとの交換", "Coupons for points", HANAKO, (taps("交換できるものを見る", 3),)
        ),
        Dialogue("exchange-ask", "交換のおたずね", "Asked before exchanging", HANAKO, (taps("交換する"),)),
        Dialogue("exchange-kept", "交換しないとき", "Points kept", HANAKO, (taps("交換しない"),)),
        Dialogue(
            "fallback",
            "お答えできないとき",
            "What nobody understands",
            HANAKO,
            (says("きょうはいい天気ですね"),),
        ),
        Dialogue(
            "complaint",
            "苦情や体調のこと",
            "A complaint, or one's health",
            HANAKO,
            (says("アレルギーが心配です"),),
        ),
        Dialogue("thanks", "お礼", "Thanks", HANAKO, (says("ありがとう"),)),
        Dialogue(
            "person-answers",
            "お店の者がお返事するとき（店の設定で）",
            "Where a person of the shop answers",
            HANAKO,
            (says("コーヒーの淹れかたの教室はありますか"),),
            (sets("staff_answer_chats", "yes"),),
        ),
    ),
)
