"""The terms of the data map: on what ground something is kept, until when, how it is locked, who gets it."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Term(NamedTuple):
    """One name in both languages."""

    ja: str
    en: str

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.ja


class Basis(enum.StrEnum):
    """What allows it to be kept."""

    MEMBERSHIP = "membership"
    PROFILE = "profile"
    ANSWERING = "answering"
    PROOF = "proof"
    LAW = "law"
    WORK = "work"
    LINKING = "linking"
    NOBODY = "nobody"


class Kept(enum.StrEnum):
    """Until when it is kept; `services.retention` ends what does not end by itself."""

    ANSWERED = "answered"
    DAY = "day"
    CODE = "code"
    REPEAT = "repeat"
    FAREWELL = "farewell"
    INBOX = "inbox"
    WITHDRAWN = "withdrawn"
    LEFT = "left"
    GIFT = "gift"
    SESSION = "session"
    BACKUP = "backup"
    DETAILS = "details"
    REQUEST = "request"
    PROVISION = "provision"
    SENDING = "sending"
    PROOF = "proof"
    RUN = "run"
    PHOTO = "photo"
    WORK = "work"
    SHOP = "shop"


class Crypto(enum.StrEnum):
    """How it lies in the database."""

    NONE = "none"
    """Nothing personal."""
    CLEAR = "clear"
    MEMBER_KEY = "member_key"
    """AES-256-GCM under the member's own key, which goes with them."""
    HOUSE_KEY = "house_key"
    """AES-256-GCM under a key of the house, wrapped by the master key."""
    KEYED_HASH = "keyed_hash"
    """HMAC-SHA-256 under a key of the house, or a hash of what only the person holds."""


class Recipient(enum.StrEnum):
    """Who gets it besides the shop."""

    LINE = "line"


@dataclass(frozen=True)
class Column:
    """One column: what it is and what for, on what ground, until when, who gets it, and how it is locked."""

    table: str
    name: str
    what: Term
    purpose: Term
    basis: Basis
    kept: Kept
    recipients: tuple[Recipient, ...]
    crypto: Crypto

    @property
    def is_personal(self) -> bool:
        return self.basis != Basis.NOBODY


@dataclass(frozen=True)
class Table:
    """One table: what holds for its columns unless they say otherwise.

    `columns` names them, several in one line where one name says what they are.
    """

    name: str
    purpose: Term
    basis: Basis
    kept: Kept
    columns: Mapping[str, Term]
    crypto: Crypto = Crypto.CLEAR
    locked: Mapping[str, Crypto] = field(default_factory=dict)
    ends: Mapping[str, Kept] = field(default_factory=dict)
    given: Mapping[str, Recipient] = field(default_factory=dict)

    def spelt_out(self) -> dict[str, Column]:
        """Give every column by name."""
        named = {name: what for names, what in self.columns.items() for name in names.split()}
        return {name: self._column(name, what) for name, what in named.items()}

    def _column(self, name: str, what: Term) -> Column:
        return Column(
            table=self.name,
            name=name,
            what=what,
            purpose=self.purpose,
            basis=self.basis,
            kept=self.ends.get(name, self.kept),
            recipients=(self.given[name],) if name in self.given else (),
            crypto=self.locked.get(name, self.crypto),
        )


BASES: Mapping[Basis, Term] = {
    Basis.MEMBERSHIP: Term("会員登録への同意", "the yes to membership"),
    Basis.PROFILE: Term("プロフィールへの同意", "the yes to the profile"),
    Basis.ANSWERING: Term("お返事するあいだだけ", "only as long as an answer takes"),
    Basis.PROOF: Term("同意があったことの証", "the proof that there was consent"),
    Basis.LAW: Term("個人情報保護法の定め", "Japan's law on personal information"),
    Basis.WORK: Term("お店で働くうえでの約束", "the agreement to work for the shop"),
    Basis.LINKING: Term("ご自身でのつなぐお手続き", "linking it yourself"),
    Basis.NOBODY: Term("個人の情報ではありません", "nothing personal"),
}
KEPT: Mapping[Kept, Term] = {
    Kept.ANSWERED: Term("お返事が済むとすぐに消します", "wiped as soon as it is answered"),
    Kept.DAY: Term("24時間", "24 hours"),
    Kept.CODE: Term("番号の期限が過ぎた夜まで", "until the night after the code has run out"),
    Kept.REPEAT: Term("24時間が過ぎた夜まで", "until the night after 24 hours"),
    Kept.FAREWELL: Term("メニューを外すまで（長くて1時間）", "until your menu is taken off, an hour at most"),
    Kept.INBOX: Term("30日", "30 days"),
    Kept.WITHDRAWN: Term("同意をお取りやめになるか、退会まで", "until you take back your yes, or leave"),
    Kept.LEFT: Term("退会まで", "until you leave"),
    Kept.GIFT: Term("退会から12か月", "12 months after you leave"),
    Kept.SESSION: Term("サインインの期限が過ぎた夜まで", "until the night after the sign-in has run out"),
    Kept.BACKUP: Term("最後のバックアップが古くなるまで", "until the last backup is past its time"),
    Kept.DETAILS: Term("手続きが済んでから1年", "1 year after the request was closed"),
    Kept.REQUEST: Term("手続きが済んでから3年", "3 years after the request was closed"),
    Kept.PROVISION: Term("提供から3年", "3 years after it was handed over"),
    Kept.SENDING: Term("送ってから3年", "3 years after it was sent"),
    Kept.PROOF: Term("最後の配信から3年", "3 years after the last message sent on it"),
    Kept.RUN: Term("3年", "3 years"),
    Kept.PHOTO: Term("取り込みから30日", "30 days after it was taken in"),
    Kept.WORK: Term(
        "お店で働いているあいだと、その仕事の記録が残るあいだ",
        "while they, or records of their work, are here",
    ),
    Kept.SHOP: Term("お店がこのサービスを使うあいだ", "as long as the shop uses this service"),
}
CRYPTO: Mapping[Crypto, Term] = {
    Crypto.NONE: Term("個人の情報ではありません", "nothing personal"),
    Crypto.CLEAR: Term("番号だけに結びつけて保存", "kept beside a random number only"),
    Crypto.MEMBER_KEY: Term(
        "お一人ごとの鍵で暗号化（AES-256-GCM）", "encrypted under a key of your own (AES-256-GCM)"
    ),
    Crypto.HOUSE_KEY: Term("お店の鍵で暗号化（AES-256-GCM）", "encrypted under the shop's key (AES-256-GCM)"),
    Crypto.KEYED_HASH: Term(
        "元に戻せない指紋（ハッシュ）", "as a fingerprint that cannot be turned back (a hash)"
    ),
}
RECIPIENTS: Mapping[Recipient, Term] = {
    Recipient.LINE: Term(
        "LINEヤフー株式会社（トークを運ぶため）", "LY Corporation, which runs LINE (to carry the messages)"
    ),
}
