"""What the law gives to everybody, done in the talk."""

from tools.album.people import AOI, HANAKO, KEN, YUKO, YUKO_ANEW
from tools.album.steps import JOINS, Chapter, Dialogue, Step, says, sets, taps

CHAPTER = Chapter(
    "rights",
    "お客様の権利",
    "Your rights",
    (
        Dialogue("receipt", "控え", "The receipt", HANAKO, (says("控え"),)),
        Dialogue("proof", "証明のファイル", "The proof as a file", HANAKO, (taps("証明ファイル"),)),
        Dialogue("privacy", "プライバシー", "Privacy", HANAKO, (says("プライバシー"),)),
        Dialogue(
            "privacy-stranger",
            "会員でない方のプライバシー",
            "Privacy, for somebody who is no member",
            AOI,
            (says("プライバシー"),),
        ),
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
        Dialogue(
            "transfer",
            "引き継ぎ",
            "Another phone or account",
            YUKO,
            (says("引き継ぎ"),),
            (Step("sells", f"{YUKO} 3200"), says("クーポン")),
        ),
        Dialogue("transfer-code", "引き継ぎの番号", "The code", YUKO, (taps("引き継ぎの番号を出す"),)),
        Dialogue(
            "moved",
            "新しいLINEで番号を送る",
            "The code sent from the new LINE",
            YUKO_ANEW,
            (Step("takes_along", YUKO, rows=2),),
            JOINS,
        ),
        Dialogue(
            "renewed",
            "文面に加わったことがあるとき",
            "When the words say more than before",
            HANAKO,
            (says("ポイント"),),
            (sets("sleep_months", "36"),),
        ),
        Dialogue(
            "kept-as-before",
            "加わったことをお断りのとき",
            "No to what was added",
            HANAKO,
            (taps("登録しない"),),
        ),
        Dialogue(
            "erase-or-stop",
            "削除",
            "“Delete”",
            KEN,
            (says("削除"),),
            JOINS,
        ),
        Dialogue("leave", "退会のおたずね", "Asked before leaving", KEN, (says("退会"),)),
        Dialogue("left", "退会", "Left", KEN, (taps("退会する"),)),
    ),
)
