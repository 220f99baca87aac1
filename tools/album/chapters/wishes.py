"""What a member would like to receive, and how often."""

from tools.album.people import HANAKO
from tools.album.steps import Chapter, Dialogue, Step, says, sets, taps

CHAPTER = Chapter(
    "wishes",
    "設定",
    "Settings",
    (
        Dialogue(
            "settings", "設定", "Settings", HANAKO, (says("設定"),), (sets("staff_answer_chats", "no"),)
        ),
        Dialogue(
            "settings-others", "そのほかの設定", "Other settings", HANAKO, (says("設定"), Step("scrolls"))
        ),
        Dialogue("topics", "話題", "Topics", HANAKO, (taps("話題を選ぶ"),)),
        Dialogue("topic-off", "話題を一つ止める", "One topic off", HANAKO, (taps("新しい豆を受け取らない"),)),
        Dialogue("rhythm", "回数", "How often", HANAKO, (taps("回数を変える"),)),
        Dialogue("rhythm-chosen", "月1回", "Once a month", HANAKO, (taps("月1回"),)),
        Dialogue("hours", "時間帯", "Hours", HANAKO, (taps("時間帯を変える"),)),
        Dialogue("rest", "おやすみ", "A break", HANAKO, (says("おやすみ"),)),
        Dialogue("resting", "おやすみのあいだ", "On a break", HANAKO, (taps("1か月"),)),
        Dialogue("rest-ended", "おやすみを終える", "The break ends", HANAKO, (says("お休みを終える"),)),
        Dialogue("language", "ことば", "Language", HANAKO, (says("ことば"),)),
        Dialogue("profile", "お名前と誕生月", "Name and birthday month", HANAKO, (says("プロフィール"),)),
        Dialogue("profile-agreed", "預ける", "Kept", HANAKO, (taps("預ける"), says("お名前 花子"))),
        Dialogue("hello", "お名前でのごあいさつ", "A greeting by name", HANAKO, (says("こんにちは"),)),
    ),
)
