"""The data map, second part: proof, sendings, requests, and what the law asks to be written down."""

from services.datamap_terms import Basis, Crypto, Kept, Recipient, Table, Term

PROVE = Term("同意があったことの証", "proving that there was consent")
SEND = Term(
    "お知らせを一度だけ、同意のある方にだけお送りするため", "sending once, and only to those who agreed"
)
RIGHTS = Term("開示・訂正・利用停止などのお申し出への対応", "seeing to what you ask of us")
_WHOSE = Term("だれのものか（お名前も番号も含まない印）", "whose it is: a mark without name or number")
_WHEN = Term("日時", "when")
_WHO_DID = Term("承った者", "who saw to it")

TABLES = (
    Table(
        "consent_entries",
        PROVE,
        Basis.PROOF,
        Kept.PROOF,
        {
            "id record_id leaf_sha256": Term("台帳の番号と指紋", "place and fingerprint in the ledger"),
            "member_pid": _WHOSE,
            "purpose answer reason": Term("何に、どうお答えになったか", "what was asked and answered"),
            "notice_id notice_sha256 language": Term("そのときの文面", "the words it was asked in"),
            "channel source": Term("どこでお答えになったか", "where it was answered"),
            "webhook_event_id event_sha256 seal_hash follow_event_id": Term(
                "ご本人のお答えであることの指紋", "fingerprints that show it was you"
            ),
            "followed_at asked_at answered_at recorded_at": _WHEN,
        },
        locked={"event_sha256": Crypto.KEYED_HASH, "seal_hash": Crypto.KEYED_HASH},
    ),
    Table(
        "consents",
        Term("いまのお答えに従うため", "following what you answered last"),
        Basis.MEMBERSHIP,
        Kept.LEFT,
        {
            "member_id": _WHOSE,
            "purpose is_given entry_id notice_id": Term("いまのお答え", "your present answers"),
            "answered_at": _WHEN,
        },
    ),
    Table(
        "sendings",
        SEND,
        Basis.PROOF,
        Kept.SENDING,
        {
            "id announcement_id kind purpose language": Term("何をお送りしたか", "what was sent"),
            "letter": Term("お一人あてのご連絡の文", "what a personal message says"),
            "staff_id": Term("試し送りをした者", "who tried it on themselves"),
            "retry_key request_id accepted_request_id body_sha256 ledger_size": Term(
                "二重に送らないための番号", "numbers that keep it from being sent twice"
            ),
            "recipients carried is_canary state is_ambiguous attempts answer": Term(
                "送った数と結果", "how many, and what became of it"
            ),
            "next_at lease_until first_attempt_at last_attempt_at finished_at valid_until created_at": _WHEN,
        },
        locked={"letter": Crypto.MEMBER_KEY},
        given={"letter": Recipient.LINE},
    ),
    Table(
        "deliveries",
        SEND,
        Basis.PROOF,
        Kept.SENDING,
        {
            "sending_id announcement_id": Term("何をお送りしたか", "what was sent"),
            "member_id": _WHOSE,
            "consent_entry_id": Term("もとになった同意", "the consent it rests on"),
            "dropped": Term("お送りしなかったわけ", "why it was not sent"),
        },
    ),
    Table(
        "rights_requests",
        RIGHTS,
        Basis.LAW,
        Kept.REQUEST,
        {
            "id kind way state": Term("お申し出とそのようす", "what was asked, and where it stands"),
            "member_pid successor_pid": _WHOSE,
            "details": Term("お申し出の中身", "what exactly was asked"),
            "identity reason": Term(
                "ご本人の確かめ方と、結果のわけ", "how it was made sure who asks, and why it ended so"
            ),
            "opened_at due_on reminded closed_at": _WHEN,
            "vouched_by opened_by approved_by closed_by": _WHO_DID,
        },
        locked={"details": Crypto.HOUSE_KEY},
        ends={"details": Kept.DETAILS},
    ),
    Table(
        "provisions",
        Term("第三者への提供の記録", "the record of what was given to a third party"),
        Basis.LAW,
        Kept.PROVISION,
        {
            "id recipient recipient_address purpose items people file_sha256": Term(
                "だれに、何のために、何を渡したか", "who got what, and what for"
            ),
            "staff_id": _WHO_DID,
            "provided_at": _WHEN,
        },
    ),
    Table(
        "provided_persons",
        Term("第三者への提供の記録", "the record of what was given to a third party"),
        Basis.LAW,
        Kept.PROVISION,
        {
            "provision_id consent_entry_id": Term("もとになった同意", "the consent it rests on"),
            "member_pid": _WHOSE,
        },
    ),
    Table(
        "incidents",
        Term("漏えいなどが起きたときの記録と報告", "the record and report of what may have leaked"),
        Basis.LAW,
        Kept.SHOP,
        {
            "id title scope is_wrongful report ticks": Term("何が起きたか", "what happened"),
            "account_id created_by": _WHO_DID,
            "began_at ended_at known_at reported_at created_at changed_at closed_at": _WHEN,
        },
    ),
    Table(
        "erasures",
        Term(
            "古いバックアップを戻しても、消した方を戻さないため",
            "so that no older backup brings back who was erased",
        ),
        Basis.PROOF,
        Kept.BACKUP,
        {
            "id member_pid": _WHOSE,
            "cause": Term("消したわけ", "why they were erased"),
            "erased_at final_at": _WHEN,
        },
    ),
    Table(
        "audit_entries",
        Term("お店の者が何を見て、何をしたかの記録", "what the shop's people looked at and did"),
        Basis.LAW,
        Kept.SHOP,
        {
            "id staff_id": _WHO_DID,
            "action subject detail": Term("したことと、その相手の番号", "what was done, and to which number"),
            "created_at": _WHEN,
        },
    ),
)
