"""The data map, third part: the shop's own people, and tables in which nobody is."""

from collections.abc import Mapping

from services.datamap_terms import Basis, Crypto, Kept, Table, Term

_WORK = Term("お店で働く者のサインインと役目", "signing in, and who may do what at the shop")
_WHEN = Term("日時", "when")


def _house(name: str, what: Term, columns: str, *, kept: Kept = Kept.SHOP) -> Table:
    """A table in which nobody is."""
    return Table(name, what, Basis.NOBODY, kept, {columns: what}, crypto=Crypto.NONE)


_NOBODY: Mapping[str, tuple[Term, str]] = {
    "announcements": (
        Term("お知らせの文面と予定", "what is announced, and when"),
        "id title topic_id content messages is_quiet is_safety state resumes_to scheduled_at valid_until "
        "bookmark planned reserved excluded unit spread_minutes created_by approved_by approved_sha256 "
        "created_at changed_at finished_at",
    ),
    "repeats": (
        Term("くり返すお知らせ", "announcements that come round"),
        "id title topic_id content messages is_quiet spread_minutes turn day begins ends last_day is_paused "
        "fault approved_by created_at ended_at",
    ),
    "repeat_dates": (Term("くり返しの日付", "the dates of those"), "repeat_id day announcement_id"),
    "unit_insights": (
        Term("LINEが数えたお知らせの開封とタップ", "openings and taps of an announcement, as LINE counts"),
        "announcement_id first_day last_day next_at told_at through opened tapped links",
    ),
    "daily_insights": (
        Term("LINEが数えた日ごとの通数と友だちの数", "a day's messages and friends, as LINE counts"),
        "day next_at told_at sent multicasts pushes followers reaches blocks",
    ),
    "approvals": (
        Term("お知らせの承認", "who approved what is announced"),
        "announcement_id state sha256 begins_at valid_until asked_by asked_at answered_by answered_at word",
    ),
    "notices": (
        Term("おたずねの文面", "the words in which consent is asked"),
        "id purpose language version title body question labels weekly_cap quiet_from quiet_until kinds "
        "facts asks_again sha256 published_at",
    ),
    "notice_wordings": (
        Term("おたずねの文面の下書き", "drafts of those words"),
        "purpose language draft published changed_at",
    ),
    "menus": (
        Term("トークの下のメニュー", "the menus below the talk"),
        "id kind design state line_id fault created_by created_at live_at lease_until",
    ),
    "device_days": (
        Term("端末が1日につけたポイント", "points that a device gave in a day"),
        "device_id day total",
    ),
    "topics": (Term("話題", "topics"), "id code name_ja name_en is_active created_at"),
    "coupons": (
        Term("クーポンの中身", "what coupons offer"),
        "id title condition kind amount usual_yen value_yen minimum_yen weekdays per_day way points "
        "starts_at ends_at stock granted per_member is_active created_at",
    ),
    "tier_plans": (
        Term("会員ランクの決まり", "the rules of ranks"),
        "id basis months grace_days starts_at staff_id bookmark judged_at created_at",
    ),
    "tiers": (
        Term("会員ランクの中身", "what ranks there are"),
        "id plan_id code rank name_ja name_en threshold rate benefits_ja benefits_en price_ja price_en",
    ),
    "coupon_shops": (Term("クーポンの使える店", "where coupons hold"), "coupon_id shop_id"),
    "coupon_blackouts": (Term("クーポンの使えない日", "days without coupons"), "coupon_id day"),
    "coupon_tiers": (Term("クーポンの使えるランク", "ranks that coupons are for"), "coupon_id code"),
    "sources": (
        Term("お越しになるきっかけの名前", "names of the places from which people come"),
        "code name folded kind is_active created_at",
    ),
    "shops": (Term("店舗", "branches"), "id name address phone hours coupon_way is_active created_at"),
    "settings": (Term("お店の設定", "the shop's choices"), "name value sealed changed_at"),
    "keyring": (Term("お店の鍵（包んだもの）", "the shop's keys, wrapped"), "name wrapped created_at"),
    "daily_counts": (Term("日ごとの数", "numbers by day"), "day kind source total"),
    "pace": (Term("送る速さの調整", "the pace of sending"), "name free_from"),
    "canaries": (
        Term("はじめの少数の方への配信のようす", "how the first few took it"),
        "announcement_id state people stops begun_at watched_until",
    ),
    "echoes": (
        Term("お知らせのあと止めた方の数", "how many left after an announcement"),
        "announcement_id people left next_at slowed_at",
    ),
    "halts": (Term("すべての配信を止める印", "the stop for all"), "name is_on changed_by changed_at"),
    "quotas": (Term("今月送れる通数", "the month's messages"), "name allowed used read_at lease_until"),
    "checkpoints": (Term("台帳の印", "the ledger's signed roots"), "size root_sha256 note signed_at"),
    "ledger_tiles": (
        Term("台帳の指紋のまとめ", "fingerprints of the ledger, bundled"),
        "level number sha256",
    ),
    "ledger_stubs": (
        Term("期限の過ぎた行の指紋", "fingerprints of lines whose time is over"),
        "entry_id leaf_sha256 removed_at",
    ),
}

TABLES = (
    Table(
        "staff",
        _WORK,
        Basis.WORK,
        Kept.WORK,
        {
            "id email name": Term("名前とメールアドレス", "name and mail address"),
            "password fs_uniquifier": Term("サインインの確かめ", "what makes sure of the sign-in"),
            "role may_send active language shop_id": Term("役目", "role"),
            "line_user_id": Term("試し送りに使う自分のLINEの番号", "their own LINE number, for trying out"),
            "link_code_hash link_code_expires_at": Term(
                "LINEをつなぐ番号の指紋", "fingerprint of the linking code"
            ),
            "created_at": _WHEN,
        },
        locked={
            "line_user_id": Crypto.HOUSE_KEY,
            "password": Crypto.KEYED_HASH,
            "link_code_hash": Crypto.KEYED_HASH,
        },
    ),
    Table(
        "staff_sessions",
        _WORK,
        Basis.WORK,
        Kept.SESSION,
        {
            "id": Term("サインインの指紋", "fingerprint of the sign-in"),
            "staff_id content": Term("サインインのようす", "the sign-in"),
            "created_at seen_at expires_at": _WHEN,
        },
        locked={"id": Crypto.KEYED_HASH},
    ),
    Table(
        "devices",
        Term("レジの端末", "the counter's devices"),
        Basis.WORK,
        Kept.WORK,
        {
            "id name shop_id": Term("端末の名前と店", "the device's name and branch"),
            "code_hash token_hash": Term("端末の確かめ", "what makes sure of the device"),
            "staff_id created_by": Term("だれが開いているか", "who has it open"),
            "code_until open_until seen_at revoked_at created_at": _WHEN,
        },
        locked={"code_hash": Crypto.KEYED_HASH, "token_hash": Crypto.KEYED_HASH},
    ),
    Table(
        "pins",
        _WORK,
        Basis.WORK,
        Kept.WORK,
        {
            "staff_id": Term("だれの暗証番号か", "whose it is"),
            "hash": Term("暗証番号の確かめ", "what makes sure of the four digits"),
            "misses rest_until changed_at": _WHEN,
        },
        locked={"hash": Crypto.KEYED_HASH},
    ),
    *(_house(name, what, columns) for name, (what, columns) in _NOBODY.items()),
    _house(
        "photos",
        Term(
            "お知らせの写真（使うあいだは残します）", "pictures in announcements, kept while one shows them"
        ),
        "id token media_type width height content created_at",
        kept=Kept.PHOTO,
    ),
    _house(
        "job_runs",
        Term("夜の仕事の記録", "the record of the night's work"),
        "name day started_at lease_until finished_at bookmark done",
        kept=Kept.RUN,
    ),
)
