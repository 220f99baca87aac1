"""From adding the shop to joining it, or not."""

from tools.album.people import AOI, HANAKO, JANE, JIRO, TARO
from tools.album.steps import ADDS, Chapter, Dialogue, says, sets, taps

CHAPTER = Chapter(
    "joining",
    "友だち追加から登録まで",
    "From adding the shop to joining",
    (
        Dialogue(
            "greeting",
            "ごあいさつと会員登録のうかがい",
            "Greeting, and the membership question",
            HANAKO,
            (ADDS,),
            (sets("weekly_cap", "1"), sets("quiet_from", "21:00"), sets("quiet_until", "09:00")),
        ),
        Dialogue(
            "joined",
            "登録と、お知らせのうかがい",
            "Joined, and the question about messages",
            HANAKO,
            (taps("登録する"),),
        ),
        Dialogue("agreed", "受け取る", "Yes to messages", HANAKO, (taps("受け取る"),)),
        Dialogue("again", "同じボタンをもう一度", "The same button again", HANAKO, (taps("受け取る"),)),
        Dialogue("refused", "登録しない", "No to membership", TARO, (taps("登録しない"),), (ADDS,)),
        Dialogue(
            "stranger-guide",
            "会員でない方への店の案内",
            "The shop's guide, for anybody",
            TARO,
            (says("営業時間を教えて"),),
        ),
        Dialogue("asked-afresh", "前のボタンを押したとき", "A button from before", TARO, (taps("登録する"),)),
        Dialogue(
            "only-expiry",
            "期限の連絡だけ",
            "Expiry notices only",
            TARO,
            (taps("期限の連絡だけ"),),
            (taps("登録する"),),
        ),
        Dialogue(
            "friend-from-before",
            "前からの友だちに、はじめて",
            "A friend from before, for the first time",
            JIRO,
            (says("こんにちは", rows=3),),
        ),
        Dialogue(
            "declined",
            "受け取らない",
            "No to messages",
            JIRO,
            (taps("受け取らない"),),
            (taps("登録する", rows=4),),
        ),
        Dialogue(
            "age",
            "年齢のおたずね（店の設定で）",
            "The age, where the shop must ask",
            AOI,
            (taps("登録する"),),
            (sets("age_question", "yes"), ADDS),
        ),
        Dialogue("under-age", "年齢に届かないとき", "Not old enough", AOI, (taps("いいえ"),)),
        Dialogue(
            "english", "英語で", "In English", JANE, (says("English"),), (sets("age_question", "no"), ADDS)
        ),
    ),
)
