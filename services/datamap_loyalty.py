"""The data map, what binds a member to the shop: the ledger of points, ranks, old balances, coupons."""

from services.datamap_terms import Basis, Crypto, Kept, Table, Term

SERVE = Term("会員サービスのご提供", "serving members")
POINTS = Term("ポイントのお預かりとご利用", "keeping and using points")
WISHES = Term("ご希望に合わせたお知らせ", "messages as you wish them")
ANSWER = Term("お返事と、二重に受け取らないため", "answering, and not counting anything twice")
_WHOSE = Term("どの会員のものか", "whose it is")
_WHEN = Term("日時", "when")

TABLES = (
    Table(
        "points_entries",
        POINTS,
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "id member_id": _WHOSE,
            "kind amount cause reverses_id reason note": Term(
                "ポイントの増減とわけ", "points that came and went, and why"
            ),
            "yen": Term("お会計の金額", "what the purchase came to"),
            "shop_id staff_id": Term("どの店で、だれが承ったか", "at which shop, and who saw to it"),
            "created_at": _WHEN,
        },
    ),
    Table(
        "points_lots",
        POINTS,
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "id member_id entry_id": _WHOSE,
            "granted remaining": Term("ポイントの残り", "points that are left"),
            "expires_at pending_until": Term("使える最初の日と期限", "their first and last day"),
        },
    ),
    Table(
        "points_uses",
        POINTS,
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {"entry_id lot_id amount": Term("どのポイントを使ったか", "which points were used")},
    ),
    Table(
        "member_tiers",
        Term("会員ランク", "the member's rank"),
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "member_id": _WHOSE,
            "tier_id is_firm untold": Term(
                "いまのランクと、お伝えしたかどうか", "the present rank, and whether you were told"
            ),
            "since_at until_at": Term("いつから、いつまで", "since when and until when"),
        },
    ),
    Table(
        "claims",
        Term("前のカードの残高の引き換え", "taking over the balance of an old card"),
        Basis.MEMBERSHIP,
        Kept.SHOP,
        {
            "id points": Term("引き換えるポイント", "points that wait"),
            "card_digest code_digest": Term(
                "前のカードの番号と、引換の番号の指紋",
                "fingerprints of the old card's number and of the code",
            ),
            "member_id": _WHOSE,
            "staff_id": Term("だれが承ったか", "who saw to it"),
            "expires_at used_at created_at": _WHEN,
        },
        locked={"card_digest": Crypto.KEYED_HASH, "code_digest": Crypto.KEYED_HASH},
        ends={"member_id": Kept.LEFT},
    ),
    Table(
        "expiry_letters",
        Term("期限のご連絡を、月に一度までにするため", "writing about expiry once a month at most"),
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {"member_id": _WHOSE, "month written_at": Term("最後にお書きした月", "when it was written last")},
    ),
    Table(
        "gift_marks",
        Term("入会のお礼を一度だけにするため（お店が使う場合）", "giving the welcome gift once, where used"),
        Basis.MEMBERSHIP,
        Kept.GIFT,
        {
            "digest": Term(
                "お礼をお渡しした印（番号の指紋）", "a mark that the gift was given (a fingerprint)"
            ),
            "member_id": _WHOSE,
            "until_at": Term("いつまで残すか", "until when it is kept"),
        },
        locked={"digest": Crypto.KEYED_HASH},
        ends={"member_id": Kept.LEFT},
    ),
    Table(
        "coupon_grants",
        Term("クーポンのお渡しとご利用", "giving and using coupons"),
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "id member_id": _WHOSE,
            "coupon_id number announcement_id cause code state": Term(
                "クーポンとそのようす", "which coupon, and whether it was used"
            ),
            "granted_at shown_at reserved_until used_at": _WHEN,
            "shop_id staff_id": Term("どの店で、だれが承ったか", "at which shop, and who saw to it"),
        },
    ),
    Table(
        "coupon_uses",
        Term("クーポンのお渡しとご利用", "giving and using coupons"),
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "id grant_id": _WHOSE,
            "cause state reason": Term(
                "ご利用とお戻しのようす", "whether it was used or given back, and why"
            ),
            "yen off_yen": Term("お会計の金額と割引", "what the purchase came to, and what came off"),
            "begun_at used_at ended_at": _WHEN,
            "shop_id staff_id": Term("どの店で、だれが承ったか", "at which shop, and who saw to it"),
        },
    ),
)
