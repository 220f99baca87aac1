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
        "body": (
            "このトークで、ポイントとクーポンをお使いいただけます。登録は無料です。\n"
            "\n"
            "■お預かりするもの\n"
            "・LINEがお客様ごとに付けている番号（検索用のLINE IDとは別のものです）\n"
            "・ポイント、クーポン、ご希望、お手続き、最後にご利用の日の記録\n"
            "■使いみち\n"
            "会員サービスのご提供と、お問い合わせへの対応です。\n"
            "第三者には提供いたしません。\n"
            "■保管の期間\n"
            "退会まで、またはご利用のないまま24か月が過ぎるまでです。退会後に残すのは、お名前も番号も含まない同意の記録だけで、最後の配信から3年で消去いたします。\n"
            "\n"
            "登録だけでは、お知らせはお送りしません。「退会」と送ると、いつでもおやめいただけます。\n"
            "リコールや急な休業など、安全に関わるご連絡だけは、会員の皆さまにお送りします。\n"
            "English: send “English”."
        ),
        "question": (
            "会員登録をなさいますか。\n"
            "登録なさらなくても、お店はこれまでどおりご利用いただけます。\n"
            "16歳未満の方は、保護者の方とご相談のうえでお選びください。"
        ),
        "labels": ["登録する", "登録しない"],
        "weekly_cap": 0,
        "quiet_from": "00:00",
        "quiet_until": "00:00",
        "kinds": ["receipt", "safety"],
        "facts": {
            "controller": {"name": "", "representative": "", "address": "", "contact": ""},
            "purposes": [
                {"code": "member_service", "text": "会員サービスのご提供"},
                {"code": "support", "text": "お問い合わせへの対応"},
            ],
            "items": [
                {"code": "line_user_id", "text": "LINEがお客様ごとに付けている番号"},
                {"code": "points_and_coupons", "text": "ポイントとクーポンの記録"},
                {"code": "wishes_and_requests", "text": "ご希望とお手続きの記録"},
                {"code": "last_used", "text": "最後にご利用の日"},
            ],
            "recipients": [],
            "storage": "お店が管理するサーバー",
            "retention": {
                "code": "until_left",
                "text": "退会まで、またはご利用のないまま24か月が過ぎるまで",
                "months": 24,
            },
            "withdrawal": "「退会」とお送りください",
            "jurisdiction": "JP",
        },
        "asks_again": False,
        "sha256": "81ae5b2dcec2b8adc2a7df906d3c3983643600f35af4c0ab2679b105184b911b",
    },
    {
        "purpose": "announcements",
        "language": "ja",
        "title": "お知らせについて",
        "body": (
            "新商品や催しのお知らせを、このトークにお送りしてもよろしいでしょうか。\n"
            "・多くても週に1回、9時から21時のあいだです。\n"
            "・ポイントの期限のご連絡（月に1回まで）も含みます。\n"
            "・「停止」と送ると、すぐに止まります。\n"
            "お受け取りにならなくても、ポイントとクーポンは同じようにお使いいただけます。"
        ),
        "question": "お知らせをお受け取りになりますか。",
        "labels": ["受け取る", "期限の連絡だけ", "受け取らない"],
        "weekly_cap": 1,
        "quiet_from": "21:00",
        "quiet_until": "09:00",
        "kinds": ["announcement", "expiry"],
        "facts": {
            "controller": {"name": "", "representative": "", "address": "", "contact": ""},
            "purposes": [
                {"code": "announcements", "text": "商品や催しのお知らせ"},
                {"code": "expiry", "text": "ポイントの期限のご連絡"},
            ],
            "items": [
                {"code": "line_user_id", "text": "LINEがお客様ごとに付けている番号"},
                {"code": "wishes_and_requests", "text": "話題や回数のご希望"},
            ],
            "recipients": [],
            "storage": "お店が管理するサーバー",
            "retention": {"code": "until_stopped", "text": "停止または退会まで", "months": 0},
            "withdrawal": "「停止」とお送りください",
            "jurisdiction": "JP",
        },
        "asks_again": False,
        "sha256": "879bbe00a7cf29f6485b99c3286f5695ada9b5576e49e9f731eda72b4d6ec2fa",
    },
    {
        "purpose": "profile",
        "language": "ja",
        "title": "お名前と誕生月について",
        "body": (
            "お名前と誕生月を、お預かりしてもよろしいでしょうか。\n"
            "■お預かりするもの\n"
            "・お呼びするお名前（ご本名でなくてかまいません）\n"
            "・誕生月（年と日はうかがいません）\n"
            "■使いみち\n"
            "このトークでごあいさつをお返しするときに使います。\n"
            "第三者には提供いたしません。\n"
            "■保管の期間\n"
            "退会までです。「プロフィール」と送ると、いつでもお消しいただけます。\n"
            "お預けにならなくても、ポイントとクーポンは同じようにお使いいただけます。"
        ),
        "question": "お名前と誕生月をお預けになりますか。",
        "labels": ["預ける", "預けない"],
        "weekly_cap": 0,
        "quiet_from": "00:00",
        "quiet_until": "00:00",
        "kinds": [],
        "facts": {
            "controller": {"name": "", "representative": "", "address": "", "contact": ""},
            "purposes": [{"code": "greeting", "text": "トークでのごあいさつ"}],
            "items": [
                {"code": "display_name", "text": "お呼びするお名前"},
                {"code": "birth_month", "text": "誕生月"},
            ],
            "recipients": [],
            "storage": "お店が管理するサーバー",
            "retention": {"code": "until_withdrawn", "text": "お消しになるか、退会まで", "months": 0},
            "withdrawal": "「プロフィール」とお送りください",
            "jurisdiction": "JP",
        },
        "asks_again": False,
        "sha256": "d26d09901cea8275276a8352eb4c057f8e4dfb81b1740caa37867cb5c9c5d3b4",
    },
    {
        "purpose": "analysis",
        "language": "ja",
        "title": "お買い上げの内容について",
        "body": (
            "お買い上げの内容をもとに、お客様に合ったご案内をお選びしてもよろしいでしょうか。\n"
            "■拝見するもの\n"
            "・ポイントとクーポンのご利用の記録\n"
            "■使いみち\n"
            "ご案内の内容をお客様ごとに選ぶことです。ご案内の回数は増えません。\n"
            "第三者には提供いたしません。\n"
            "■保管の期間\n"
            "新しくお預かりするものはございません。「停止」と送ると、この使いみちも止まります。\n"
            "お選びにならなくても、ポイントとクーポンは同じようにお使いいただけます。"
        ),
        "question": "お買い上げの内容をご案内選びに使ってもよろしいですか。",
        "labels": ["使ってよい", "使わない"],
        "weekly_cap": 0,
        "quiet_from": "00:00",
        "quiet_until": "00:00",
        "kinds": [],
        "facts": {
            "controller": {"name": "", "representative": "", "address": "", "contact": ""},
            "purposes": [{"code": "fitting_offers", "text": "お客様に合ったご案内選び"}],
            "items": [{"code": "points_and_coupons", "text": "ポイントとクーポンのご利用の記録"}],
            "recipients": [],
            "storage": "お店が管理するサーバー",
            "retention": {"code": "until_withdrawn", "text": "停止または退会まで", "months": 0},
            "withdrawal": "「停止」とお送りください",
            "jurisdiction": "JP",
        },
        "asks_again": False,
        "sha256": "ef777df2610b984634724d48eb092fd3bd479c6140894108b225d50a97ff1159",
    },
    {
        "purpose": "membership",
        "language": "en",
        "title": "About membership",
        "body": (
            "In this chat you can use points and coupons. Membership is free.\n"
            "\n"
            "■ What we keep\n"
            "- the number that LINE gives to each customer (not the LINE ID used for searching)\n"
            "- your points, coupons, wishes and requests, and the day you were last with us\n"
            "■ What for\n"
            "To serve you as a member and to answer your questions.\n"
            "We give nothing to third parties.\n"
            "■ For how long\n"
            "Until you leave, or have not been with us for 24 months. After that only the record of your consent stays, without name or number, and is erased 3 years after the last message.\n"
            "\n"
            "Becoming a member does not mean receiving announcements. Send “leave” to leave at any time.\n"
            "Only word that concerns safety, such as a recall or a sudden closure, goes to all members.\n"
            "日本語をご希望のときは「日本語」とお送りください。"
        ),
        "question": (
            "Would you like to become a member?\n"
            "Without it, you can use our shop just as before.\n"
            "If you are under 16, please decide together with your guardian."
        ),
        "labels": ["Join", "Do not join"],
        "weekly_cap": 0,
        "quiet_from": "00:00",
        "quiet_until": "00:00",
        "kinds": ["receipt", "safety"],
        "facts": {
            "controller": {"name": "", "representative": "", "address": "", "contact": ""},
            "purposes": [
                {"code": "member_service", "text": "serving members"},
                {"code": "support", "text": "answering questions"},
            ],
            "items": [
                {"code": "line_user_id", "text": "the number that LINE gives to each customer"},
                {"code": "points_and_coupons", "text": "the record of points and coupons"},
                {"code": "wishes_and_requests", "text": "the record of wishes and requests"},
                {"code": "last_used", "text": "the day of the last visit"},
            ],
            "recipients": [],
            "storage": "a server kept by the shop",
            "retention": {
                "code": "until_left",
                "text": "until you leave, or have not been with us for 24 months",
                "months": 24,
            },
            "withdrawal": "send “leave”",
            "jurisdiction": "JP",
        },
        "asks_again": False,
        "sha256": "944881b9b697f3ba21133895a3be1382358ad3dce7d7456043ed5c5f96969125",
    },
    {
        "purpose": "announcements",
        "language": "en",
        "title": "About announcements",
        "body": (
            "May we send you announcements of new things and events in this chat?\n"
            "- Once a week at most, between 09:00 and 21:00 Japan time.\n"
            "- They include word of points about to expire (once a month at most).\n"
            "- Send “stop”, and they stop at once.\n"
            "If you would rather not, points and coupons work just the same."
        ),
        "question": "Would you like to receive announcements?",
        "labels": ["Receive", "Expiry notices only", "Do not receive"],
        "weekly_cap": 1,
        "quiet_from": "21:00",
        "quiet_until": "09:00",
        "kinds": ["announcement", "expiry"],
        "facts": {
            "controller": {"name": "", "representative": "", "address": "", "contact": ""},
            "purposes": [
                {"code": "announcements", "text": "announcements of new things and events"},
                {"code": "expiry", "text": "word of points about to expire"},
            ],
            "items": [
                {"code": "line_user_id", "text": "the number that LINE gives to each customer"},
                {"code": "wishes_and_requests", "text": "wishes about topics and how often"},
            ],
            "recipients": [],
            "storage": "a server kept by the shop",
            "retention": {"code": "until_stopped", "text": "until you stop it or leave", "months": 0},
            "withdrawal": "send “stop”",
            "jurisdiction": "JP",
        },
        "asks_again": False,
        "sha256": "142b79a9b771b4e94b4d7beaca4c7fadda286e8e078e9bac24a739a384ce1e94",
    },
    {
        "purpose": "profile",
        "language": "en",
        "title": "About your name and birthday month",
        "body": (
            "May we keep your name and the month of your birthday?\n"
            "■ What we keep\n"
            "- the name we may call you by (it need not be your real one)\n"
            "- the month of your birthday (we ask neither year nor day)\n"
            "■ What for\n"
            "To greet you when you greet us in this chat.\n"
            "We give nothing to third parties.\n"
            "■ For how long\n"
            "Until you leave. Send “profile” to have them erased at any time.\n"
            "If you would rather not, points and coupons work just the same."
        ),
        "question": "Would you like us to keep them?",
        "labels": ["Keep them", "Do not keep them"],
        "weekly_cap": 0,
        "quiet_from": "00:00",
        "quiet_until": "00:00",
        "kinds": [],
        "facts": {
            "controller": {"name": "", "representative": "", "address": "", "contact": ""},
            "purposes": [{"code": "greeting", "text": "greetings in the chat"}],
            "items": [
                {"code": "display_name", "text": "the name to be called by"},
                {"code": "birth_month", "text": "the month of the birthday"},
            ],
            "recipients": [],
            "storage": "a server kept by the shop",
            "retention": {
                "code": "until_withdrawn",
                "text": "until you have it erased or leave",
                "months": 0,
            },
            "withdrawal": "send “profile”",
            "jurisdiction": "JP",
        },
        "asks_again": False,
        "sha256": "f54b73f54ec4edfa8b4e6af1e901e200aebbb94604ebf48f18bb7a23e5ac6f21",
    },
    {
        "purpose": "analysis",
        "language": "en",
        "title": "About your purchases",
        "body": (
            "May we look at your purchases to choose what we tell you about?\n"
            "■ What we look at\n"
            "- the record of your points and coupons\n"
            "■ What for\n"
            "To choose, for each customer, what fits. You will not hear from us more often.\n"
            "We give nothing to third parties.\n"
            "■ For how long\n"
            "Nothing new is kept. Send “stop”, and this stops too.\n"
            "If you would rather not, points and coupons work just the same."
        ),
        "question": "May we use your purchases for this?",
        "labels": ["You may", "You may not"],
        "weekly_cap": 0,
        "quiet_from": "00:00",
        "quiet_until": "00:00",
        "kinds": [],
        "facts": {
            "controller": {"name": "", "representative": "", "address": "", "contact": ""},
            "purposes": [{"code": "fitting_offers", "text": "choosing what fits the customer"}],
            "items": [{"code": "points_and_coupons", "text": "the record of points and coupons"}],
            "recipients": [],
            "storage": "a server kept by the shop",
            "retention": {"code": "until_withdrawn", "text": "until you stop it or leave", "months": 0},
            "withdrawal": "send “stop”",
            "jurisdiction": "JP",
        },
        "asks_again": False,
        "sha256": "df30db13adf103341d3c5d793d146cdc5e4c321c18ac91a0a67a10de83f2428e",
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
    sa.column("facts", sa.JSON),
    sa.column("asks_again", sa.Boolean),
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
    news = {"code": "news", "name_ja": "新商品・催し", "name_en": "New things, events", "is_active": True}
    op.bulk_insert(topics, [news | {"created_at": BEGINNING}])


def _row(words: dict[str, object]) -> dict[str, object]:
    hours = {name: time.fromisoformat(str(words[name])) for name in ("quiet_from", "quiet_until")}
    return words | hours | {"version": 1, "published_at": BEGINNING}


def downgrade() -> None:
    """Leave the rows to the tables: what people answered under must not be taken away."""
