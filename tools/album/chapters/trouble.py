"""What seldom happens."""

from tools.album.people import HANAKO, MIO, TARO
from tools.album.steps import JOINS, PAUSES, Chapter, Dialogue, Step, says, taps

CHAPTER = Chapter(
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
            (PAUSES,),
        ),
        Dialogue("why-safety", "緊急のご連絡のわけ", "Why that came", TARO, (says("なぜ届いた"),)),
        Dialogue(
            "sleeping",
            "長くご利用のない方へのお便り",
            "A letter to somebody who has not been with us for long",
            MIO,
            (Step("passes_a_night", "sleepers", 1),),
            (*JOINS, Step("sleeps", "2020-01-01"), PAUSES),
        ),
        Dialogue("stayed", "このまま続ける", "Everything is kept", MIO, (taps("このまま続ける"),)),
        Dialogue(
            "late",
            "お返事が間に合わなかったとき",
            "When an answer came too late",
            MIO,
            (Step("holds_back"), says("停止", rows=1), Step("lets_go"), says("ポイント", rows=3)),
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
