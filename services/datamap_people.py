"""The data map, first part: what is kept of the people who chat with the shop."""

from services.datamap_terms import Basis, Crypto, Kept, Recipient, Table, Term

SERVE = Term("会員サービスのご提供", "serving members")
POINTS = Term("ポイントのお預かりとご利用", "keeping and using points")
WISHES = Term("ご希望に合わせたお知らせ", "messages as you wish them")
ANSWER = Term("お返事と、二重に受け取らないため", "answering, and not counting anything twice")
_WHOSE = Term("どの会員のものか", "whose it is")
_WHEN = Term("日時", "when")

TABLES = (
    Table(
        "members",
        SERVE,
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "id pid": Term("お店の中だけの番号", "numbers that mean something only here"),
            "card_number": Term("会員番号", "membership number"),
            "person_key": Term(
                "LINEの番号の指紋", "fingerprint of the number that LINE gives to each customer"
            ),
            "line_user_id": Term(
                "LINEがお客様ごとに付けている番号", "the number that LINE gives to each customer"
            ),
            "language": Term("お話しする言葉", "language"),
            "source": Term("お越しになったきっかけ", "how you found us"),
            "joined_at followed_at blocked_at friendship_at": Term(
                "登録・友だち追加・ブロックの日時", "when you joined, added us as a friend, or blocked us"
            ),
            "age_answer": Term("年齢についてのお答え", "your answer about your age"),
            "last_seen_at sleep_told_at": Term(
                "最後にご利用の日と、長くご利用のないことをお伝えした日",
                "the day of your last visit, and when you were told that there was none for long",
            ),
        },
        locked={"line_user_id": Crypto.MEMBER_KEY, "person_key": Crypto.KEYED_HASH},
        given={"line_user_id": Recipient.LINE},
    ),
    Table(
        "member_keys",
        Term(
            "お一人ごとの鍵（消すと、その方の情報は読めなくなります）",
            "a key for each member; without it nothing can be read",
        ),
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {"member_pid": _WHOSE, "wrapped": Term("包んだ鍵", "the key, wrapped")},
        locked={"wrapped": Crypto.HOUSE_KEY},
    ),
    Table(
        "profiles",
        Term("トークでのごあいさつ", "greetings in the chat"),
        Basis.PROFILE,
        Kept.WITHDRAWN,
        {
            "member_id": _WHOSE,
            "display_name": Term("お呼びするお名前", "the name to be called by"),
            "birth_month": Term("誕生月", "the month of the birthday"),
            "changed_at": _WHEN,
        },
        locked={"display_name": Crypto.MEMBER_KEY, "birth_month": Crypto.MEMBER_KEY},
    ),
    Table(
        "askings",
        Term("何度もおたずねしないため", "not to ask you again and again"),
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {"member_id": _WHOSE, "purpose asked_at": Term("おたずねしたことと日時", "what was asked, and when")},
    ),
    Table(
        "preferences",
        WISHES,
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "member_id": _WHOSE,
            "rhythm hours_from hours_until paused_until": Term(
                "回数・時間帯・お休みのご希望", "how often, when, and paused until"
            ),
            "changed_at": _WHEN,
        },
    ),
    Table(
        "member_topics",
        WISHES,
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "member_id": _WHOSE,
            "topic_id is_wanted": Term("話題のご希望", "wishes about topics"),
            "changed_at": _WHEN,
        },
    ),
    Table(
        "member_codes",
        Term(
            "お電話や引き継ぎでの、ご本人の確認",
            "making sure on the phone, or on a new phone, that it is you",
        ),
        Basis.MEMBERSHIP,
        Kept.CODE,
        {
            "id member_id": _WHOSE,
            "kind subject": Term("何のための番号か", "what the code is for"),
            "digest": Term("お伝えした番号の指紋", "fingerprint of the code"),
            "issued_at expires_at used_at": _WHEN,
        },
        locked={"digest": Crypto.KEYED_HASH},
    ),
    Table(
        "points_entries",
        POINTS,
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "id member_id": _WHOSE,
            "kind amount cause reverses_id reason": Term(
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
            "expires_at": Term("ポイントの期限", "their last day"),
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
    Table(
        "inbox_events",
        ANSWER,
        Basis.ANSWERING,
        Kept.INBOX,
        {
            "webhook_event_id kind state attempts reference request_id": Term(
                "届いたことの番号と、済んだかどうか", "that something came, and whether it is done"
            ),
            "occasion": Term("何についてお返事したか", "what the answer was about"),
            "person_key": Term(
                "LINEの番号の指紋", "fingerprint of the number that LINE gives to each customer"
            ),
            "payload": Term("届いたお言葉", "what you wrote"),
            "reply": Term("お返事の言葉", "what was answered"),
            "retry_at occurred_at received_at handled_at said_at told_at": _WHEN,
        },
        locked={"payload": Crypto.HOUSE_KEY, "reply": Crypto.HOUSE_KEY, "person_key": Crypto.KEYED_HASH},
        ends={"payload": Kept.ANSWERED, "reply": Kept.ANSWERED, "person_key": Kept.DAY},
        given={"reply": Recipient.LINE},
    ),
)
