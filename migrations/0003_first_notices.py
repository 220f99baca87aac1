"""The first words under which people are asked, frozen, and the topic that every shop has."""

from datetime import UTC, datetime, time

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
NOTICES: list[dict[str, object]] = [
    {
        "purpose": "membership",
        "language": "ja",
        "title": "会員登録のご案内",
        "body": "このトークで、ポイントとクーポンをお使いいただけます。登録は無料です。\n"
        "\n"
        "■お預かりするもの\n"
        "・LINEがお客様ごとに付けている番号（検索用のLINE IDとは別のものです）\n"
        "・ポイント、クーポン、お手続きの記録\n"
        "■使いみち\n"
        "会員サービスのご提供と、お問い合わせへの対応です。第三者には提供いたしません。\n"
        "■保管の期間\n"
        "退会までです。退会後に残すのは、お名前も番号も含まない同意の記録だけで、最後の配信から3年で消去いたします。\n"
        "\n"
        "登録だけでは、お知らせはお送りしません。「退会」と送ると、いつでもおやめいただけます。\n"
        "English: send “English”.",
        "question": "会員登録をなさいますか。\n登録なさらなくても、お店はこれまでどおりご利用いただけます。\n16歳未満の方は、保護者の方とご相談のうえでお選びください。",
        "labels": ["登録する", "登録しない"],
        "weekly_cap": 1,
        "quiet_from": "21:00",
        "quiet_until": "09:00",
        "kinds": ["receipt"],
        "sha256": "17f659d2472f045528f9adb19c14566d50138d8a250e9e6d4b2ccf16cd6b1f44",
    },
    {
        "purpose": "announcements",
        "language": "ja",
        "title": "お知らせについて",
        "body": "新商品や催しのお知らせを、このトークにお送りしてもよろしいでしょうか。\n"
        "・多くても週に1回、9時から21時のあいだです。\n"
        "・ポイントの期限のご連絡（月に1回まで）も含みます。\n"
        "・「停止」と送ると、すぐに止まります。\n"
        "お受け取りにならなくても、ポイントとクーポンは同じようにお使いいただけます。",
        "question": "お知らせをお受け取りになりますか。",
        "labels": ["受け取る", "期限の連絡だけ", "受け取らない"],
        "weekly_cap": 1,
        "quiet_from": "21:00",
        "quiet_until": "09:00",
        "kinds": ["announcement", "expiry"],
        "sha256": "aadbf4d656efa31e9c96fded04ed454d5c2ea893b1f9ffc5c878e24e56d6f200",
    },
    {
        "purpose": "membership",
        "language": "en",
        "title": "About membership",
        "body": "In this chat you can use points and coupons. Membership is free.\n"
        "\n"
        "■ What we keep\n"
        "- the number that LINE gives to each customer (not the LINE ID used for searching)\n"
        "- your points, coupons and requests\n"
        "■ What for\n"
        "To serve you as a member and to answer your questions. We give nothing to third parties.\n"
        "■ For how long\n"
        "Until you leave. After that only the record of your consent stays, without name or number, "
        "and is erased 3 years after the last message.\n"
        "\n"
        "Becoming a member does not mean receiving announcements. Send “leave” to leave at any "
        "time.\n"
        "日本語をご希望のときは「日本語」とお送りください。",
        "question": "Would you like to become a member?\n"
        "Without it, you can use our shop just as before.\n"
        "If you are under 16, please decide together with your guardian.",
        "labels": ["Join", "Do not join"],
        "weekly_cap": 1,
        "quiet_from": "21:00",
        "quiet_until": "09:00",
        "kinds": ["receipt"],
        "sha256": "33e1002ac1fab595f5640dbf7c3c1184970adf33b4c822ee53b416f5fcb9de82",
    },
    {
        "purpose": "announcements",
        "language": "en",
        "title": "About announcements",
        "body": "May we send you announcements of new things and events in this chat?\n"
        "- Once a week at most, between 09:00 and 21:00 Japan time.\n"
        "- They include word of points about to expire (once a month at most).\n"
        "- Send “stop”, and they stop at once.\n"
        "If you would rather not, points and coupons work just the same.",
        "question": "Would you like to receive announcements?",
        "labels": ["Receive", "Expiry notices only", "Do not receive"],
        "weekly_cap": 1,
        "quiet_from": "21:00",
        "quiet_until": "09:00",
        "kinds": ["announcement", "expiry"],
        "sha256": "99d13eb2a7e394f0efc4a497320099e1550fb075282c1d3d3d80e58622ce156b",
    },
]

notices = sa.table(
    "notices",
    sa.column("purpose", sa.String),
    sa.column("language", sa.String),
    sa.column("version", sa.Integer),
    sa.column("title", sa.Text),
    sa.column("body", sa.Text),
    sa.column("question", sa.Text),
    sa.column("labels", sa.JSON),
    sa.column("weekly_cap", sa.Integer),
    sa.column("quiet_from", sa.Time),
    sa.column("quiet_until", sa.Time),
    sa.column("kinds", sa.JSON),
    sa.column("sha256", sa.String),
    sa.column("published_at", sa.DateTime(timezone=True)),
)
topics = sa.table(
    "topics",
    sa.column("code", sa.String),
    sa.column("name_ja", sa.String),
    sa.column("name_en", sa.String),
    sa.column("is_active", sa.Boolean),
    sa.column("created_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.bulk_insert(notices, [_row(words) for words in NOTICES])
    news = {"code": "news", "name_ja": "お知らせ", "name_en": "News", "is_active": True}
    op.bulk_insert(topics, [news | {"created_at": BEGINNING}])


def _row(words: dict[str, object]) -> dict[str, object]:
    hours = {name: time.fromisoformat(str(words[name])) for name in ("quiet_from", "quiet_until")}
    return words | hours | {"version": 1, "published_at": BEGINNING}


def downgrade() -> None:
    """Leave the rows to the tables: what people answered under must not be taken away."""
