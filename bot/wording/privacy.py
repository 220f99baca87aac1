"""What is kept of a person: the page, and leaving."""

from datetime import date, datetime

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import Box, buttons, confirm, link, postback, text
from bot.wording.notices import ASKED_AFRESH
from bot.wording.shop import reach
from services.settings import Shopfront

LOST = Say(
    ja="退会なさると、次のものは元に戻せません。", en="If you leave, the following cannot be brought back."
)
NOTHING_LOST = Say(
    ja="退会なさると、会員番号は元に戻せません。", en="If you leave, your card number cannot be brought back."
)
POINTS_LOST = Say(ja="・{points}", en="・{points}")
COUPONS_LOST = Say(ja="・{coupons}", en="・{coupons}")
WHAT_REMAINS = Say(
    ja="お客様の情報は消去いたします。同意の記録だけは、お名前も番号も含まない形で、"
    "最後の配信から3年残ります。\n"
    "お知らせだけを止めるときは、「停止」とお送りください。",
    en="Your data will be erased. Only the record of your consent stays for three years after the "
    "last message, "
    "without your name or number.\n"
    "To stop only the messages, please send “stop”.",
)
MARK_REMAINS = Say(
    ja="入会のお礼をお渡しした印も、元に戻せない形で、退会から12か月残ります。",
    en="A mark that the welcome gift was given, which cannot be turned back, also stays for 12 months.",
)
LEAVING = Say(ja="退会なさいますか。", en="Would you like to leave?")
ALT_LEAVE = Say(ja="退会のお手続きのご案内です", en="About leaving")
LEAVE = Say(ja="退会する", en="Leave")
STAY = Say(ja="退会しない", en="Do not leave")
LEFT = Say(
    ja="退会のお手続きが終わりました。お客様の情報は消去いたしました。\n"
    "これまでご利用くださり、ありがとうございました。\n"
    "トーク画面に残っている文章は、お客様のLINEで削除できます。",
    en="You have left, and your data has been erased.\n"
    "Thank you for all your visits.\n"
    "What is still shown in this chat can be deleted in your own LINE.",
)
LEFT_NUMBER = Say(ja="退会の控えです。\n受付番号：{number}", en="Your receipt.\nNumber: {number}")
ERASED = Say(
    ja="■消去したもの\nLINEの番号、会員番号、ポイント、クーポン、設定など、会員としてお預かりしていたもの",
    en="■Erased\nYour LINE number, card number, points, coupons, settings and all else that we kept of you "
    "as a member",
)
KEPT = Say(
    ja="■残るもの\n同意とお送りした記録は、どなたのものか分からない形で残り、{kept}を過ぎると消去いたします。\n"
    "バックアップからは、{final}までにすべて消えます。",
    en="■What stays\nThe record of consent and of what was sent, which names nobody. It goes once {kept} has "
    "passed.\n"
    "All of it leaves our backups by {final}.",
)
STAYED = Say(
    ja="かしこまりました。会員のままで、ポイントもクーポンもそのままです。",
    en="Certainly. You remain a member, and your points and coupons are as they were.",
)
NOT_A_MEMBER = Say(
    ja="ご登録はございません。お客様の番号も、会員の記録にはございません。",
    en="You are not registered, and our member records do not hold your number.",
)
KEPT_OF_MEMBER = Say(
    ja="お預かりしているのは、LINEがお客様ごとに付けている番号と、ポイント、クーポン、ご希望、お手続き、"
    "最後にご利用の日の記録です。\n"
    "会員サービスのご提供と、お問い合わせへの対応に使い、第三者には提供いたしません。\n"
    "お名前や誕生月などは、お選びくださったときにだけお預かりします。\n"
    "退会なさると消去いたします。",
    en="We keep the number that LINE has given you for us, the record of your points, coupons, wishes and "
    "requests, and the day you were last with us.\n"
    "It is used to serve you as a member and to answer you, and is not given to third parties.\n"
    "Your name, your birthday month and the like we keep only if you chose it.\n"
    "It is erased when you leave.",
)
KEPT_OF_STRANGER = Say(
    ja="ご登録のないお客様については、会員の記録に何も残しておりません。\n"
    "いただいたメッセージは、お答えしたあとに消去いたします。",
    en="As you are not registered, our member records hold nothing about you.\n"
    "Your messages are erased once they have been answered.",
)
RUN_BY = Say(ja="運営：{company}", en="Run by: {company}")
CONTACT = Say(ja="連絡先：{contact}", en="Contact: {contact}")
ALT_PRIVACY = Say(ja="お客様の情報の扱いについてのご案内です", en="How your data is handled")
SEE_RECEIPT = Say(ja="登録の控えを見る", en="See my record")
GET_COPY = Say(ja="情報の写しを受け取る（開示）", en="A copy of my data")
CORRECT = Say(ja="訂正を頼む", en="Correct something")
STOP_USE = Say(ja="利用を止める", en="Stop the use of my data")
TRANSFER = Say(ja="機種変更・引き継ぎ", en="New phone or account")
GO_LEAVE = Say(ja="退会のお手続き", en="Leaving")
MORE = Say(ja="くわしく見る", en="Read more")


def ask_to_leave(
    *,
    points: int,
    coupons: int,
    asked_at: datetime,
    is_afresh: bool = False,
    is_marked: bool = False,
    language: Language,
) -> Words:
    """Ask once, saying what would be lost; nothing is erased yet. The button remembers when it was asked."""
    afresh = ASKED_AFRESH(language) if is_afresh else None
    mark = MARK_REMAINS(language) if is_marked else None
    body = paragraphs(afresh, _loss(points, coupons, language), WHAT_REMAINS(language), mark)
    answers = [
        postback(LEAVE(language), Action.STOP, purpose="all", asked=str(int(asked_at.timestamp()))),
        postback(STAY(language), Action.STAY),
    ]
    return [text(body), confirm(ALT_LEAVE(language), LEAVING(language), answers)]


def left(
    *, number: int, kept_until: date, final_at: datetime, is_marked: bool = False, language: Language
) -> Words:
    """Say that it is done, and give the receipt: its number, what is gone, what stays and until when."""
    kept = KEPT(language, kept=figures.day(kept_until, language), final=figures.day(final_at, language))
    mark = MARK_REMAINS(language) if is_marked else None
    receipt = paragraphs(LEFT_NUMBER(language, number=number), ERASED(language), kept, mark)
    return [text(LEFT(language)), text(receipt)]


def stayed(*, language: Language) -> Words:
    return [text(STAYED(language))]


def not_a_member(*, language: Language) -> Words:
    return [text(NOT_A_MEMBER(language))]


def for_member(shop: Shopfront, *, language: Language) -> Words:
    actions = [
        postback(SEE_RECEIPT(language), Action.RECEIPT),
        postback(GET_COPY(language), Action.COPY),
        postback(CORRECT(language), Action.CORRECT),
        postback(STOP_USE(language), Action.STOP_USE),
        postback(TRANSFER(language), Action.TRANSFER),
        postback(GO_LEAVE(language), Action.LEAVE),
        *_more(shop, language),
    ]
    return [buttons(ALT_PRIVACY(language), _page(shop, KEPT_OF_MEMBER, language), actions)]


def for_stranger(shop: Shopfront, *, language: Language) -> Words:
    page = _page(shop, KEPT_OF_STRANGER, language)
    more = _more(shop, language)
    return [buttons(ALT_PRIVACY(language), page, more)] if more else [text(page)]


def _loss(points: int, coupons: int, language: Language) -> str:
    if not points and not coupons:
        return NOTHING_LOST(language)
    return lines(
        LOST(language),
        POINTS_LOST(language, points=figures.points(points, language)) if points else None,
        COUPONS_LOST(language, coupons=figures.coupons(coupons, language)) if coupons else None,
    )


def _page(shop: Shopfront, kept: Say, language: Language) -> str:
    run_by = RUN_BY(language, company=shop.company) if shop.company else None
    contact = CONTACT(language, contact=reach(shop, language))
    return paragraphs(kept(language), lines(run_by, contact))


def _more(shop: Shopfront, language: Language) -> list[Box]:
    return [link(MORE(language), shop.trust_url)] if shop.trust_url else []
