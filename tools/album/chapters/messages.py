"""What comes unasked, why it came, and how it is stopped."""

from tools.album.people import HANAKO, TARO, YUKO
from tools.album.steps import JOINS, PAUSES, Chapter, Dialogue, Step, says, sets, taps

CHAPTER = Chapter(
    "messages",
    "お知らせと停止",
    "Messages, and stopping them",
    (
        Dialogue(
            "announcement",
            "お知らせ",
            "An announcement",
            YUKO,
            (
                Step(
                    "operates",
                    "announcements create --topic coffee --text 新しい豆が入りました。深煎りのケニアです。",
                    rows=1,
                ),
            ),
            (
                sets("weekly_cap", "50"),
                sets("quiet_from", "00:00"),
                sets("quiet_until", "00:00"),
                *JOINS,
                PAUSES,
            ),
        ),
        Dialogue("why", "なぜ届いた", "Why it came", YUKO, (says("なぜ届いた"),)),
        Dialogue("agreed-words", "そのときの文面", "The words of that time", YUKO, (taps("文面を見る"),)),
        Dialogue(
            "why-reminders",
            "期限の連絡だけの方に",
            "To somebody with expiry notices only",
            TARO,
            (says("なぜ届いた"),),
        ),
        Dialogue("stopped", "停止", "Stop", YUKO, (says("停止"),)),
        Dialogue("stop-offer", "停止かもしれないとき", "What may be a stop", HANAKO, (says("箸は不要です"),)),
        Dialogue("nothing-to-stop", "二度目の停止", "A second stop", YUKO, (says("停止"),)),
        Dialogue("resume", "再開", "Begin again", YUKO, (says("再開"),)),
        Dialogue("returned", "ブロックのあと", "After a block", YUKO, (Step("blocks"), Step("returns"))),
    ),
)
