"""Ranks, and the balance of an old card."""

from tools.album.people import YUI
from tools.album.steps import JOINS, Chapter, Dialogue, Step, says

CHAPTER = Chapter(
    "loyalty",
    "会員ランクと、前のカード",
    "Ranks, and old cards",
    (
        Dialogue(
            "rank-missing",
            "ランクまで、あとどれだけか",
            "How far it is to a rank",
            YUI,
            (says("ポイント", rows=3),),
            (*JOINS, Step("ranks")),
        ),
        Dialogue(
            "rank-risen",
            "ランクが上がったあと、次に話すとき",
            "The next word after a rise",
            YUI,
            (says("会員証", rows=4),),
            (Step("sells", f"{YUI} 6000"),),
        ),
        Dialogue("ranks", "会員ランクについて", "About ranks", YUI, (says("会員ランク"),)),
        Dialogue("claim-about", "前のカードのポイント", "Points of an old card", YUI, (says("引換券"),)),
        Dialogue(
            "claimed",
            "引換券の番号を送る",
            "The code on a slip is sent",
            YUI,
            (Step("claims", rows=2),),
            (Step("hands_out", "500"),),
        ),
    ),
)
