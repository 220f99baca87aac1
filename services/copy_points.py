"""What a member's own copy holds of points beside the ledger: set aside, returned, owed, given by hand."""

from models.point_grants import PointsGrant
from models.point_reservations import PointsReservation
from models.point_returns import PointsDebt, PointsReturn
from services.copy_parts import BEHIND, OTHER_PERSON, OWNER, ROW, WORKINGS, Part
from services.copy_words import Label

_POINTS, _STATE = Label("ポイント", "Points"), Label("状態", "State")

POINTS: tuple[Part, ...] = (
    Part(
        PointsReservation,
        Label("お会計のための取り置き", "Points set aside for payments"),
        {
            "created_at": Label("日時", "When"),
            "points": _POINTS,
            "state": _STATE,
            "expires_at": Label("取り置きの終わり", "Set aside until"),
            "settled_at": Label("済んだ日時", "Settled"),
            "entry_id": Label("なった動きの番号", "Became number"),
        },
        {"id": ROW, "member_id": OWNER, "cause": WORKINGS, "shop_id": BEHIND, "staff_id": OTHER_PERSON},
    ),
    Part(
        PointsReturn,
        Label("ご返品とポイント", "Returns and their points"),
        {
            "created_at": Label("日時", "When"),
            "of_id": Label("もとの動きの番号", "Of number"),
            "yen": Label("金額（円）", "Yen"),
            "due": _POINTS,
            "entry_id": Label("なった動きの番号", "Became number"),
        },
        {"id": ROW, "member_id": OWNER, "cause": WORKINGS},
    ),
    Part(
        PointsDebt,
        Label("ご返品のとき使われていたポイント", "Points that were spent before a return"),
        {
            "created_at": Label("日時", "When"),
            "entry_id": Label("ご返品の動きの番号", "Return's number"),
            "amount": _POINTS,
            "remaining": Label("残り", "Left"),
            "state": _STATE,
            "decided_at": Label("決めた日時", "Decided"),
        },
        {"member_id": OWNER, "decided_by": OTHER_PERSON},
    ),
    Part(
        PointsGrant,
        Label("お店から贈ったポイント", "Points given by hand"),
        {
            "asked_at": Label("日時", "When"),
            "points": _POINTS,
            "reason": Label("わけ", "Reason"),
            "note": Label("お伝えした言葉", "Word to you"),
            "state": _STATE,
            "answered_at": Label("決めた日時", "Decided"),
        },
        {
            "id": ROW,
            "member_id": OWNER,
            "cause": WORKINGS,
            "asked_by": OTHER_PERSON,
            "answered_by": OTHER_PERSON,
        },
    ),
)
