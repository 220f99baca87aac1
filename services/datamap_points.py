"""The data map, points: what tills set aside, what came back, what was given by hand."""

from services.datamap_terms import Basis, Crypto, Kept, Table, Term

_POINTS = Term("ポイントのお預かりとご利用", "keeping and using points")
_WHOSE = Term("どの会員のものか", "whose it is")
_WHEN = Term("日時", "when")
_WHERE = Term("どの店で、だれが承ったか", "at which shop, and who saw to it")
_RULES = Term("ポイントの付きかた", "how purchases give points")


def _mine(name: str, columns: dict[str, Term]) -> Table:
    return Table(name, _POINTS, Basis.MEMBERSHIP, Kept.LEFT, columns)


TABLES = (
    _mine(
        "points_reservations",
        {
            "id member_id": _WHOSE,
            "cause points state entry_id": Term(
                "お会計のために取り置いたポイント", "points set aside for a payment"
            ),
            "shop_id staff_id": _WHERE,
            "created_at expires_at settled_at": _WHEN,
        },
    ),
    _mine(
        "points_holds",
        {"reservation_id lot_id amount": Term("どのポイントを取り置いたか", "which points were set aside")},
    ),
    _mine(
        "points_returns",
        {
            "id member_id": _WHOSE,
            "of_id cause yen due entry_id": Term("返品とそのポイント", "what was returned, and its points"),
            "created_at": _WHEN,
        },
    ),
    _mine(
        "points_debts",
        {
            "entry_id member_id": _WHOSE,
            "amount remaining state": Term(
                "返品のとき使われていたポイントの扱い",
                "what becomes of points that were spent before a return",
            ),
            "decided_by": Term("だれが決めたか", "who decided"),
            "created_at decided_at": _WHEN,
        },
    ),
    _mine(
        "points_grants",
        {
            "id member_id": _WHOSE,
            "cause points reason note state": Term(
                "お店からお贈りしたポイントとわけ", "points given by hand, and why"
            ),
            "asked_by answered_by": Term("だれが贈ったか", "who gave them"),
            "asked_at answered_at": _WHEN,
        },
    ),
    Table(
        "earn_rules",
        _RULES,
        Basis.NOBODY,
        Kept.SHOP,
        {"id begins_at terms is_worse created_by created_at": _RULES},
        crypto=Crypto.NONE,
    ),
)
