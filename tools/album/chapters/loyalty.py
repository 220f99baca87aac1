"""Ranks, and the balance of an old card."""

from tools.album.people import SHO, YUI
from tools.album.steps import JOINS, PAUSES, Chapter, Dialogue, Step, says

SOON = (
    "UPDATE points_lots SET expires_at = datetime('now', 'start of day', '+20 days', '-9 hours') "
    "|| '.000000' WHERE member_id = (SELECT max(id) FROM members)"
)
RANK_OVER = (
    "UPDATE member_tiers SET since_at = '2025-11-01 15:00:00.000000', until_at = '2026-11-01 15:00:00.000000'"
)

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
        Dialogue(
            "rank-ended",
            "ランクの期間が終わったあと、次に話すとき",
            "The next word after a rank has ended",
            YUI,
            (says("クーポン", rows=4),),
            (Step("takes_back", YUI), Step("arranges", RANK_OVER)),
        ),
        Dialogue(
            "expiry-letter",
            "ポイントの期限のご連絡",
            "A letter about points that expire",
            SHO,
            (Step("passes_a_night", "expiry", 1),),
            (*JOINS, Step("arranges", SOON), PAUSES),
        ),
    ),
)
