"""Announcements wanted or not: asked, agreed, declined, stopped, taken up again."""

from bot.wording import Words
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines
from bot.wording.messages import Box, buttons, postback, text
from bot.wording.notices import ASKED_AFRESH, Notice, announcements, further

AGREED = Say(
    ja="ありがとうございます。新しいお知らせがございましたら、このトークにお送りします。\n"
    "「停止」と送ると、すぐに止まります。話題やお休みは「設定」で変えられます。",
    en="Thank you. When there is something new, we will write to you here.\n"
    "Send “stop” and it stops at once. Topics and breaks can be changed under “settings”.",
)
ONLY_EXPIRY = Say(
    ja="かしこまりました。ポイントの期限が近づいたときだけ、ご連絡いたします。\n"
    "「停止」と送ると、すぐに止まります。",
    en="Certainly. We will write only when points of yours are about to expire.\n"
    "Send “stop” and it stops at once.",
)
DECLINED = Say(
    ja="かしこまりました。お知らせはお送りしません。\n"
    "ポイントとクーポンは、どうぞ同じようにお使いください。\n"
    "受け取りたくなりましたら、「再開」とお送りください。",
    en="Certainly. We will not send you any messages from the shop.\n"
    "Your points and coupons work just the same.\n"
    "If you would like to receive messages later, please send “resume”.",
)
STOPPED = Say(
    ja="お知らせの配信を停止いたしました。これまでお読みくださり、ありがとうございました。",
    en="Messages from the shop have been stopped. Thank you for having read them.",
)
EXPIRY_STOPPED = Say(
    ja="ポイントの期限のご連絡を停止いたしました。",
    en="Reminders about expiring points have been stopped.",
)
STILL_YOURS = Say(
    ja="ポイントとクーポンは、これまでどおりお使いいただけます。\n"
    "また受け取りたくなりましたら、「再開」とお送りください。",
    en="Your points and coupons work just as before.\n"
    "If you would like to receive messages again, please send “resume”.",
)
UNDER_WAY = Say(
    ja="送信の途中だった1通が届くことがございます。",
    en="One message that was already on its way may still arrive.",
)
NOTHING_TO_STOP = Say(
    ja="お知らせはお送りしておりません。",
    en="We are not sending you any messages.",
)
ALREADY = Say(
    ja="すでに「受け取る」をお選びいただいております。\n「停止」と送ると、すぐに止まります。",
    en="You are already receiving messages from the shop.\nSend “stop” and they stop at once.",
)
ONE_AGREED = Say(
    ja="ありがとうございます。ご同意を承りました。", en="Thank you. We have noted that you agree."
)
ONE_ALREADY = Say(ja="すでにご同意いただいております。", en="You have already agreed to this.")
ONE_REFUSED = Say(
    ja="かしこまりました。そのようには用いません。\nポイントとクーポンは、同じようにお使いいただけます。",
    en="Certainly. We will not do so.\nYour points and coupons work just the same.",
)
STOP_OFFER = Say(
    ja="お知らせを止めるときは、下のボタンを押してください。",
    en="To stop messages from the shop, please press the button below.",
)
ALT_STOP_OFFER = Say(ja="お知らせの停止についてのご案内です", en="About stopping messages from the shop")
STOP = Say(ja="お知らせを停止する", en="Stop messages")
ERASURE_OFFER = Say(
    ja="お客様の情報の消去をご希望のときは、下のボタンから承ります。",
    en="If you would like your data to be erased, please press the button below.",
)
ALT_ERASURE_OFFER = Say(ja="情報の消去についてのご案内です", en="About erasing your data")
LEAVE = Say(ja="退会のお手続き", en="Leaving")


def asked(notice: Notice, *, seal: str, language: Language) -> Words:
    return announcements(notice, seal=seal, language=language)


def asked_afresh(notice: Notice, *, seal: str, language: Language) -> Words:
    """Ask again after a button that was used, old or replaced."""
    before = ASKED_AFRESH(language)
    return announcements(notice, seal=seal, before=before, language=language)


def agreed(*, language: Language) -> Words:
    return [text(AGREED(language))]


def only_expiry(*, one_under_way: bool = False, language: Language) -> Words:
    late = UNDER_WAY(language) if one_under_way else None
    return [text(lines(ONLY_EXPIRY(language), late))]


def declined(*, one_under_way: bool, language: Language) -> Words:
    late = UNDER_WAY(language) if one_under_way else None
    return [text(lines(DECLINED(language), late))]


def already(*, language: Language) -> Words:
    return [text(ALREADY(language))]


def stopped(*, one_under_way: bool, language: Language) -> Words:
    """Say that it is done; `one_under_way` only if a send was under way whose outcome is open."""
    late = UNDER_WAY(language) if one_under_way else None
    return [text(lines(STOPPED(language), late, STILL_YOURS(language)))]


def expiry_stopped(*, one_under_way: bool, language: Language) -> Words:
    late = UNDER_WAY(language) if one_under_way else None
    return [text(lines(EXPIRY_STOPPED(language), late))]


def one_afresh(notice: Notice, *, purpose: str, seal: str, language: Language) -> Words:
    """Ask for one further purpose again after a button that was used, old or replaced."""
    return further(notice, purpose=purpose, seal=seal, before=ASKED_AFRESH(language), language=language)


def one_agreed(*, language: Language) -> Words:
    return [text(ONE_AGREED(language))]


def one_already(*, language: Language) -> Words:
    return [text(ONE_ALREADY(language))]


def one_refused(*, language: Language) -> Words:
    return [text(ONE_REFUSED(language))]


def nothing_to_stop(*, language: Language) -> Words:
    """Answer somebody to whom nothing is sent unasked."""
    return [text(NOTHING_TO_STOP(language))]


def stop_offer(*, language: Language) -> Words:
    """Stand below another answer when a sentence merely sounded like a stop."""
    return [buttons(ALT_STOP_OFFER(language), STOP_OFFER(language), [stop_button(STOP(language))])]


def stopped_or_erased(*, one_under_way: bool, language: Language) -> Words:
    """Answer 「削除」: what comes is stopped already; erasing takes the question of its own."""
    ways = [postback(LEAVE(language), Action.LEAVE)]
    offer = buttons(ALT_ERASURE_OFFER(language), ERASURE_OFFER(language), ways)
    return [*stopped(one_under_way=one_under_way, language=language), offer]


def stop_button(label: str) -> Box:
    return postback(label, Action.STOP, purpose="announcements")
