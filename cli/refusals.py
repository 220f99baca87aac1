"""What to do when a rule says no, in Japanese and English."""

from datetime import datetime

from services import (
    announcements,
    api_keys,
    codes,
    content_checks,
    coverage,
    earn_rules,
    japan,
    key_sheets,
    people,
    placeholders,
    proofs,
    purchase_files,
    quotas,
    topics,
    validity,
)
from services.errors import RuleError

SENTENCES: dict[type[RuleError], tuple[str, str]] = {
    announcements.AnnouncementUnknown: (
        "お知らせ {announcement_id} はありません。番号を確かめてください。",
        "there is no announcement {announcement_id}; please check the number.",
    ),
    announcements.AnnouncementMovedOn: (
        "このお知らせはいま {state} なので、それはできません。show で様子を確かめてください。",
        "the announcement is {state} by now, so this cannot be done; look at it with show.",
    ),
    content_checks.ContentEmpty: ("本文を入れてください。", "please give a text."),
    content_checks.ContentTooLong: ("本文は{limit}つまでです。", "give at most {limit} texts."),
    content_checks.ContentRefused: (
        "{number}つめの本文は{limit}文字までです。",
        "text {number} may have {limit} characters at most.",
    ),
    placeholders.PlaceholderUnknown: (
        "{{{name}}} は入れられません。使えるのは {{ポイント}} と {{期限の近いポイント}} です。",
        "there is no {{{name}}}; what can be used is {{points}} and {{expiring}}.",
    ),
    placeholders.PlaceholderEmpty: (
        "{{クーポン}} は管理ページでお使いください。ここではクーポンを添えられません。",
        "please use {{coupon}} in the admin page: no coupon can go along from here.",
    ),
    announcements.TopicGone: (
        "その話題は使われていません。別の話題を選んでください。",
        "the topic is not in use; choose another one.",
    ),
    announcements.MayNotSend: (
        "送る権限のある方に予定してもらってください。",
        "somebody who may send has to schedule it.",
    ),
    quotas.QuotaTooSmall: (
        "その月に送れるのはあと{left}通で、{people}人には足りません。一部の方だけに送ることはしません。",
        "only {left} messages are left in that month, too few for {people} people.",
    ),
    earn_rules.RuleTooEarly: (
        "会員の方に不利になるため、{earliest} より前には始められません。管理ページで決めてください。",
        "members would get less, so it cannot begin before {earliest}; decide it in the admin page.",
    ),
    earn_rules.FirstRuleOver: (
        "付きかたは、もう版で決めています。管理ページの「ポイントの付きかた」で変えてください。",
        "how points are earned stands in versions by now; change it in the admin page on earning points.",
    ),
    topics.TopicUnknown: (
        "その話題はありません。符号を確かめてください。",
        "there is no such topic; please check its code.",
    ),
    coverage.MessageUnknown: (
        "送信 {message_id} はありません。番号（例: 12-34）を確かめてください。",
        "there is no message {message_id}; please check the number (such as 12-34).",
    ),
    coverage.ProofOver: (
        "証明を保管する期間（3年）が過ぎています。残っているのは、中身の分からない印だけです。",
        "the three years for which its proof is kept are over; only a hash that says nothing is left.",
    ),
    people.CardUnknown: (
        "会員番号 {card_number} の会員はいません。番号を確かめてください。",
        "no member has the card {card_number}; please check the number.",
    ),
    codes.CodeUnknown: (
        "その番号は分かりません。もう一度言っていただいてください。",
        "this number is not known; please have it read out again.",
    ),
    codes.CodeSpent: (
        "その番号は使われました。新しい番号を出していただいてください。",
        "this number was used; please ask for a new one.",
    ),
    codes.CodeTooLate: (
        "その番号は時間が過ぎました。新しい番号を出していただいてください。",
        "the time of this number is over; please ask for a new one.",
    ),
    api_keys.ApiKeyRefused: (
        "名前は1〜60文字で入れてください。",
        "a name has 1 to 60 characters.",
    ),
    api_keys.ApiKeyUnknown: (
        "その番号の鍵はないか、もう止められています。",
        "there is no such key, or it was revoked already.",
    ),
    purchase_files.FileUnreadable: (
        "CSV として読めません。見出しに 会員番号・金額・レシート番号 が要ります。",
        "it cannot be read as CSV; the headings card, yen and receipt are needed.",
    ),
    key_sheets.LineMistyped: (
        "{line}行目に写し間違いがあります。紙をもう一度ご覧ください。",
        "there is a slip in line {line}; please look at the sheet again.",
    ),
    proofs.ProofLater: (
        "いま一度にたくさん書かれています。数分おいて、もう一度お試しください。",
        "much was written at once; please try again in a few minutes.",
    ),
    validity.AnnouncementPast: (
        "{moment:%Y-%m-%d %H:%M} は過ぎています。先の時刻を入れてください（日本時間）。",
        "{moment:%Y-%m-%d %H:%M} has passed; give a later time (Japan time).",
    ),
    validity.ValidityTooShort: (
        "送る時間がありません。最終時刻を {earliest:%Y-%m-%d %H:%M} 以降にしてください（日本時間）。",
        "there is no time to send; let the last moment be {earliest:%Y-%m-%d %H:%M} or later (Japan time).",
    ),
}


def sentence(refusal: RuleError) -> str:
    """Fill in what the refusal carries, times as Japan's."""
    values = {name: _local(value) for name, value in vars(refusal).items()}
    ja, en = SENTENCES[type(refusal)]
    return f"{ja.format(**values)} / {en.format(**values)}"


def _local(value: object) -> object:
    return value.astimezone(japan.ZONE) if isinstance(value, datetime) else value
