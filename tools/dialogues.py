"""Every dialogue of docs/dialogues.md, in order."""

from tools.steps import ADDS, Chapter, Dialogue, Step, says, sets, taps

HANAKO, TARO, YUKO, KEN, AOI, JANE = "花子", "太郎", "結子", "健", "葵", "Jane"

JOINING = Chapter(
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
            "age",
            "年齢のおたずね（店の設定で）",
            "The age, where the shop must ask",
            AOI,
            (taps("登録する"),),
            (sets("age_question", "yes"), ADDS),
        ),
        Dialogue(
            "english", "英語で", "In English", JANE, (says("English"),), (sets("age_question", "no"), ADDS)
        ),
    ),
)
EVERY_DAY = Chapter(
    "every-day",
    "ふだんのご利用",
    "Every day",
    (
        Dialogue("balance", "残高", "The balance", HANAKO, (says("ポイント"),)),
        Dialogue("history", "履歴", "What was earned and spent", HANAKO, (taps("履歴を見る"),)),
        Dialogue("how-to-use", "使いかた", "How to use points", HANAKO, (taps("使いかた"),)),
        Dialogue("card", "会員証", "The card", HANAKO, (says("会員証"),)),
        Dialogue("coupons", "クーポン", "Coupons", HANAKO, (says("クーポン"),)),
        Dialogue("coupon-use", "使う前のおたずね", "Asked before it is used", HANAKO, (taps("使う"),)),
        Dialogue("coupon-shown", "レジで表示", "Shown at the counter", HANAKO, (taps("表示する"),)),
        Dialogue("coupon-used", "使用済み", "Used", HANAKO, (taps("使用済みにする（店員が押します）"),)),
        Dialogue("coupon-none", "使えるクーポンがないとき", "No coupon left", HANAKO, (says("クーポン"),)),
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
    ),
)
WISHES = Chapter(
    "wishes",
    "設定",
    "Settings",
    (
        Dialogue("settings", "設定", "Settings", HANAKO, (says("設定"),)),
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
    ),
)
MESSAGES = Chapter(
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
                ADDS,
                taps("登録する"),
                taps("受け取る"),
            ),
        ),
        Dialogue("why", "なぜ届いた", "Why it came", YUKO, (says("なぜ届いた"),)),
        Dialogue("agreed-words", "そのときの文面", "The words of that time", YUKO, (taps("文面を見る"),)),
        Dialogue("stopped", "停止", "Stop", YUKO, (says("停止"),)),
        Dialogue("stop-offer", "停止かもしれないとき", "What may be a stop", HANAKO, (says("箸は不要です"),)),
        Dialogue("nothing-to-stop", "二度目の停止", "A second stop", YUKO, (says("停止"),)),
        Dialogue("resume", "再開", "Begin again", YUKO, (says("再開"),)),
        Dialogue("returned", "ブロックのあと", "After a block", YUKO, (Step("blocks"), Step("returns"))),
    ),
)
RIGHTS = Chapter(
    "rights",
    "お客様の権利",
    "Your rights",
    (
        Dialogue("receipt", "控え", "The receipt", HANAKO, (says("控え"),)),
        Dialogue("proof", "証明のファイル", "The proof as a file", HANAKO, (taps("証明ファイル"),)),
        Dialogue("privacy", "プライバシー", "Privacy", HANAKO, (says("プライバシー"),)),
        Dialogue("copy", "開示", "A copy of everything", HANAKO, (says("開示"),)),
        Dialogue(
            "copy-page",
            "開示のページ",
            "The page of the copy",
            HANAKO,
            (Step("opens", "情報の写しを開く"),),
            shows_page=True,
        ),
        Dialogue("correction", "訂正", "Correction", HANAKO, (says("訂正"),)),
        Dialogue(
            "correction-sent",
            "訂正のご請求",
            "A correction asked for",
            HANAKO,
            (says("訂正 12月3日のお買い物のポイントが付いていません"),),
        ),
        Dialogue("stop-use", "利用停止", "Stop of use", HANAKO, (says("利用停止"),)),
        Dialogue("number", "番号", "A number to read out", HANAKO, (says("番号"),)),
        Dialogue("transfer", "引き継ぎ", "Another phone or account", HANAKO, (says("引き継ぎ"),)),
        Dialogue("transfer-code", "引き継ぎの番号", "The code", HANAKO, (taps("引き継ぎの番号を出す"),)),
        Dialogue(
            "renewed",
            "文面に加わったことがあるとき",
            "When the words say more than before",
            HANAKO,
            (says("ポイント"),),
            (sets("sleep_months", "36"),),
        ),
        Dialogue(
            "erase-or-stop",
            "削除",
            "“Delete”",
            KEN,
            (says("削除"),),
            (ADDS, taps("登録する"), taps("受け取る")),
        ),
        Dialogue("leave", "退会のおたずね", "Asked before leaving", KEN, (says("退会"),)),
        Dialogue("left", "退会", "Left", KEN, (taps("退会する"),)),
    ),
)
TROUBLE = Chapter(
    "trouble",
    "まれなこと",
    "What seldom happens",
    (
        Dialogue(
            "safety",
            "安全に関わる緊急のご連絡",
            "An urgent notice about safety",
            TARO,
            (
                Step(
                    "warns",
                    "ドリップポットの一部で、取っ手が外れることがございます。お使いにならず、ご連絡ください。",
                    1,
                ),
            ),
        ),
        Dialogue(
            "failure",
            "お手続きができなかったとき",
            "When something went wrong",
            HANAKO,
            (says("こんにちは"),),
            (Step("damages", "UPDATE profiles SET display_name = x'00'"),),
        ),
    ),
)
CHAPTERS = (JOINING, EVERY_DAY, WISHES, MESSAGES, RIGHTS, TROUBLE)
