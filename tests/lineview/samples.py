"""Messages as the bot sends them, one of each kind, for the tests to draw."""

from tests.lineview.builders import Json, box, button, coupon, flex, postback, template, text, words

__all__ = ["Json", "box", "button", "coupon", "flex", "postback", "template", "text", "words"]
CUP = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='300' height='195'%3E"
    "%3Crect width='300' height='195' fill='%23e9dccb'/%3E%3Ccircle cx='150' cy='100' r='55' fill='%23643' "
    "stroke='white' stroke-width='12'/%3E%3C/svg%3E"
)
"""A cup from above: a picture that needs no server."""


GREETING = text(
    "友だち追加ありがとうございます。駅前コーヒーです。\n"
    "このトークで、ポイントとクーポンをお使いいただけます。登録は無料です。\n\n"
    "■お預かりするもの\n"
    "・LINEがお客様ごとに付けている番号（検索用のLINE IDとは別のものです）\n"
    "・ポイント、クーポン、お手続きの記録\n"
    "くわしくは：http://localhost/trust\n"
    "English: send “English”."
)
MEMBERSHIP = template(
    "会員登録をなさいますか。",
    type="confirm",
    text="会員登録をなさいますか。\n登録なさらなくても、お店はこれまでどおりご利用いただけます。\n"
    "16歳未満の方は、保護者の方とご相談のうえでお選びください。",
    actions=[
        postback("登録する", "action=consent&answer=yes"),
        postback("登録しない", "action=consent&answer=no"),
    ],
)
ANNOUNCEMENTS = template(
    "お知らせのお受け取りについて",
    type="buttons",
    text="新商品や催しのお知らせを、このトークにお送りしてもよろしいでしょうか。\n"
    "・多くても週に1回、9時から21時のあいだです。\n"
    "・「停止」と送ると、すぐに止まります。\n"
    "お受け取りにならなくても、ポイントとクーポンは同じようにお使いいただけます。",
    actions=[postback("受け取る"), postback("期限の連絡だけ"), postback("受け取らない")],
)
BALANCE = flex(
    "ポイントのご案内",
    {
        "type": "bubble",
        "body": box(
            words("駅前コーヒーポイント", size="sm", color="#555555"),
            words("320ポイント", weight="bold", size="xxl", margin="sm"),
            words(
                "1ポイントを1円として、お会計でお使いいただけます。", size="sm", color="#555555", margin="sm"
            ),
            {"type": "separator", "margin": "lg"},
            box(
                words("期限が近いもの", size="sm", color="#555555", flex=3),
                words("120ポイント", size="sm", align="end", flex=2),
                layout="horizontal",
                margin="lg",
            ),
            words("2027年1月31日（日）まで", size="xs", color="#777777"),
            box(
                words("反映待ち", size="sm", color="#555555", flex=3),
                words("30ポイント", size="sm", align="end", flex=2),
                layout="baseline",
                margin="md",
            ),
        ),
        "footer": box(
            button("履歴を見る", style="secondary", height="sm"),
            button("使いかた", style="secondary", height="sm"),
            layout="horizontal",
            spacing="sm",
        ),
    },
)
COUPONS = flex(
    "お使いいただけるクーポンは2枚です。",
    {
        "type": "carousel",
        "contents": [
            coupon("ドリンク1杯 50円引き", "2026年12月31日（木）"),
            coupon("焼き菓子をおひとつ", "2027年1月15日（金）"),
        ],
    },
)
TEN_MINUTES = flex(
    "クーポンをレジで表示しています。",
    {
        "type": "bubble",
        "size": "mega",
        "header": box(
            words("レジでお見せください", color="#FFFFFF", weight="bold", align="center"),
            backgroundColor="#3A6B4C",
            paddingAll="14px",
        ),
        "body": box(
            words("ドリンク1杯 50円引き", weight="bold", size="xl", align="center"),
            words("駅前店　14:07から14:17まで", size="sm", color="#555555", align="center", margin="md"),
            box(
                words("7K2M-94", size="32px", weight="bold", align="center"),
                margin="xl",
                paddingAll="16px",
                cornerRadius="md",
                borderWidth="normal",
                borderColor="#C9D3CC",
                backgroundColor="#F4F8F5",
            ),
        ),
        "footer": box(
            button("使用済みにする（店員が押します）", style="primary", color="#3A6B4C"),
            button("一覧に戻す", style="link", height="sm"),
            spacing="sm",
        ),
    },
)
LEAVING = template(
    "退会のご確認",
    type="confirm",
    text="退会なさると、次のものは元に戻せません。\n・320ポイント\n・クーポン2枚\n"
    "お客様の情報は消去いたします。\nお知らせだけを止めるときは、「停止」とお送りください。\n退会なさいますか。",
    actions=[postback("退会する"), postback("退会しない")],
)
FALLBACK = template(
    "次のご用件を承ります。",
    type="buttons",
    text="メッセージをありがとうございます。このトークは自動でお答えしています。\n次のご用件を承ります。\n"
    "そのほかは 03-1234-5678（10時〜18時）へお願いいたします。",
    actions=[postback(label) for label in ("ポイント", "クーポン", "会員証", "設定・停止")],
)
ANNOUNCEMENT = flex(
    "駅前コーヒーよりお知らせです。",
    {
        "type": "bubble",
        "hero": {
            "type": "image",
            "url": CUP,
            "size": "full",
            "aspectRatio": "20:13",
            "aspectMode": "cover",
        },
        "body": box(
            words("冬のブレンドが入りました", weight="bold", size="lg"),
            words("深煎りで、チョコレートのような甘い余韻です。今週は試飲もございます。", margin="md"),
        ),
        "footer": box(
            words(
                "駅前コーヒー｜配信の理由・変更・停止",
                size="xs",
                color="#5A6B7F",
                align="center",
                action=postback("理由"),
            ),
            paddingAll="12px",
        ),
        "styles": {"footer": {"separator": True, "separatorColor": "#E5E8EC"}},
    },
)
CARDS = template(
    "季節の飲みもの",
    type="carousel",
    columns=[
        {
            "thumbnailImageUrl": CUP,
            "title": "ゆずラテ",
            "text": "ほんのり甘い、冬の一杯です。",
            "actions": [
                postback("くわしく"),
                {"type": "uri", "label": "地図", "uri": "http://localhost/map"},
            ],
        },
        {"title": "ほうじ茶", "text": "香ばしく。", "actions": [postback("くわしく"), postback("お店")]},
    ],
)
PICTURE_CARDS = template(
    "店内のようす",
    type="image_carousel",
    columns=[
        {"imageUrl": CUP, "action": postback("窓辺")},
        {"imageUrl": CUP, "action": postback("奥")},
    ],
)
QUICK = text(
    "どちらのお店をご利用ですか。",
    quickReply={
        "items": [{"type": "action", "action": postback(label)} for label in ("駅前店", "本店", "港店")]
    },
)
STICKER: Json = {"type": "sticker", "packageId": "446", "stickerId": "1988"}
PICTURE: Json = {"type": "image", "originalContentUrl": CUP, "previewImageUrl": CUP}
MENU: Json = {
    "size": {"width": 2500, "height": 843},
    "chatBarText": "メニュー",
    "imageUrl": CUP,
    "areas": [
        {
            "bounds": {"x": 0, "y": 0, "width": 1250, "height": 843},
            "action": {**postback("ポイント"), "data": "left"},
        },
        {
            "bounds": {"x": 1250, "y": 0, "width": 1250, "height": 843},
            "action": {"type": "message", "label": "会員証", "text": "会員証"},
        },
    ],
}
MODEL_TALK = [
    GREETING,
    MEMBERSHIP,
    ANNOUNCEMENTS,
    BALANCE,
    COUPONS,
    TEN_MINUTES,
    LEAVING,
    FALLBACK,
    ANNOUNCEMENT,
    CARDS,
    PICTURE_CARDS,
    STICKER,
    PICTURE,
    QUICK,
]
