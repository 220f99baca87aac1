"""The data map, fourth part: tills and web shops, what they were answered, and whose customers are whose."""

from services.datamap_terms import Basis, Crypto, Kept, Table, Term

_LINKING = Term(
    "ネットショップのお客様番号と会員をつなぐため", "knowing that a customer of the web shop is a member"
)
_PARTNERS = Term("レジやネットショップの鍵", "keys of tills and web shops")
_WHOSE = Term("どの会員のものか", "whose it is")
_NUMBER = Term("ネットショップのお客様番号", "your customer number at the web shop")
_MARK = Term("お客様番号の代わりの印の指紋", "fingerprint of a mark that stands for the customer number")
_WHEN = Term("日時", "when")

TABLES = (
    Table(
        "links",
        _LINKING,
        Basis.LINKING,
        Kept.LEFT,
        {
            "member_id": _WHOSE,
            "customer customer_key": _NUMBER,
            "token_digest": _MARK,
            "linked_at": _WHEN,
        },
        locked={
            "customer": Crypto.MEMBER_KEY,
            "customer_key": Crypto.KEYED_HASH,
            "token_digest": Crypto.KEYED_HASH,
        },
    ),
    Table(
        "link_nonces",
        _LINKING,
        Basis.LINKING,
        Kept.CODE,
        {
            "digest": Term("つなぐお手続きの印の指紋", "fingerprint of the mark under which you link"),
            "customer": _NUMBER,
            "token_digest": _MARK,
            "expires_at": _WHEN,
        },
        locked={
            "digest": Crypto.KEYED_HASH,
            "customer": Crypto.HOUSE_KEY,
            "token_digest": Crypto.KEYED_HASH,
        },
    ),
    Table(
        "idempotency_keys",
        Term("同じお会計を二度数えないため", "not counting the same purchase twice"),
        Basis.MEMBERSHIP,
        Kept.REPEAT,
        {
            "api_key_id member_id": _WHOSE,
            "digest request_sha256": Term("レジからの依頼の指紋", "fingerprint of what the till asked"),
            "status answer": Term(
                "レジへの答え（会員番号・ポイント）", "what the till was answered: card number, points"
            ),
            "created_at": _WHEN,
        },
        locked={"digest": Crypto.KEYED_HASH, "request_sha256": Crypto.KEYED_HASH},
    ),
    Table(
        "api_keys",
        _PARTNERS,
        Basis.NOBODY,
        Kept.SHOP,
        {
            "id name digest hint scopes per_minute free_from created_at created_by last_used_at "
            "revoked_at": _PARTNERS
        },
        crypto=Crypto.NONE,
    ),
)
