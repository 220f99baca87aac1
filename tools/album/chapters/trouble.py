"""What seldom happens."""

from tools.album.people import HANAKO, TARO
from tools.album.steps import Chapter, Dialogue, Step, says

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
