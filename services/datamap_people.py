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
            "menu_id": Term("お見せしているメニューの番号", "the number of the menu you see"),
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
        "menu_farewells",
        Term("退会のときに、会員のメニューを外すため", "taking the members' menu off when you leave"),
        Basis.ANSWERING,
        Kept.FAREWELL,
        {
            "id created_at": _WHEN,
            "line_user_id": Term(
                "LINEがお客様ごとに付けている番号", "the number that LINE gives to each customer"
            ),
        },
        locked={"line_user_id": Crypto.HOUSE_KEY},
        given={"line_user_id": Recipient.LINE},
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
