"""The bot's table of contents: event, button, word → handler. Start reading here."""

import functools
from collections.abc import Mapping

from bot import words
from bot.turns import Handler, Routes, Said, Turn, Words
from bot.wording import consent as wording
from bot.wording.actions import Action
from handlers import (
    announcements,
    card,
    claims,
    codes,
    consent,
    copies,
    coupons,
    exchanges,
    fallback,
    friendship,
    joining,
    links,
    points,
    preferences,
    privacy,
    profiles,
    receipts,
    refusals,
    renewing,
    requests,
    settings,
    shop,
    staff,
    stopping,
    tiers,
    topics,
    transfers,
)
from services import consent as consent_rules

EVENTS: Mapping[str, Handler] = {
    "follow": friendship.followed,
    "unfollow": friendship.unfollowed,
    "accountLink": links.linked,
}

ACTIONS: Mapping[Action, Handler] = {
    Action.CONSENT: consent.answer,
    Action.STOP: stopping.stop,
    Action.JOIN: joining.ask_to_join,
    Action.RESUME: stopping.resume,
    Action.LEAVE: stopping.ask_to_leave,
    Action.STAY: stopping.stay,
    Action.POINTS: renewing.afterwards(tiers.beside(points.show_balance)),
    Action.HISTORY: points.show_history,
    Action.HOW_TO_USE: points.tell_how_to_use,
    Action.COUPONS: tiers.after(coupons.show_wallet),
    Action.COUPON_ASK: coupons.ask_to_show,
    Action.COUPON_SHOW: coupons.show,
    Action.COUPON_LATER: coupons.keep,
    Action.COUPON_USE: coupons.use,
    Action.EXCHANGES: exchanges.show_offers,
    Action.EXCHANGE_ASK: exchanges.ask,
    Action.EXCHANGE: exchanges.exchange,
    Action.EXCHANGE_LATER: exchanges.keep,
    Action.CARD: tiers.beside(card.show_card),
    Action.RANK: tiers.show,
    Action.SPEND_CODE: card.give_code,
    Action.SETTINGS: renewing.afterwards(settings.show),
    Action.TOPICS: topics.show,
    Action.TOPIC: topics.switch,
    Action.RHYTHM: preferences.choose_rhythm,
    Action.HOURS: preferences.choose_hours,
    Action.REST: preferences.offer_rest,
    Action.REST_FOR: preferences.rest,
    Action.REST_END: preferences.end_rest,
    Action.LANGUAGES: preferences.offer_languages,
    Action.LANGUAGE: preferences.choose_language,
    Action.WHY: announcements.tell_why,
    Action.NOTICE: privacy.show_agreed_words,
    Action.RECEIPT: receipts.show_receipt,
    Action.PROOF: receipts.give_proof,
    Action.PRIVACY: renewing.afterwards(privacy.show_privacy),
    Action.COPY: copies.give_copy,
    Action.CORRECT: requests.offer_correction,
    Action.STOP_USE: requests.offer_stop_use,
    Action.SUPPORT: codes.give_number,
    Action.TRANSFER: transfers.tell_about,
    Action.TRANSFER_CODE: transfers.give_code,
    Action.PROFILE: profiles.show,
    Action.PROFILE_ASK: profiles.ask,
    Action.BIRTH_MONTH: profiles.choose_month,
    Action.PROFILE_FORGET: profiles.forget,
    Action.LINK: links.show,
    Action.LINK_END: links.end,
    Action.SHOP: shop.show_guide,
    Action.CONTACT: shop.show_contact,
    Action.HELP: fallback.show_menu,
}

WORDS: Mapping[str, Handler] = {
    "停止": stopping.stop,
    "期限の連絡を停止": stopping.stop_reminders,
    "期限の連絡だけ": stopping.keep_reminders,
    "停止とプロフィールを消す": stopping.stop_and_forget,
    "削除": stopping.stop_or_erase,
    "再開": stopping.resume,
    "退会": stopping.ask_to_leave,
    "退会しない": stopping.stay,
    "会員登録": joining.ask_to_join,
    "登録しない": consent.refuse,
    "ポイント": renewing.afterwards(tiers.beside(points.show_balance)),
    "履歴": points.show_history,
    "ポイントの使いかた": points.tell_how_to_use,
    "クーポン": tiers.after(coupons.show_wallet),
    "ポイント交換": exchanges.show_offers,
    "会員証": tiers.beside(card.show_card),
    "会員ランク": tiers.show,
    "ポイントを使う": card.give_code,
    "設定": renewing.afterwards(settings.show),
    "話題": topics.show,
    "回数": preferences.choose_rhythm,
    "毎週": preferences.write_weekly,
    "月2回": preferences.write_twice_a_month,
    "月1回": preferences.write_monthly,
    "大事なお知らせだけ": preferences.write_what_matters,
    "時間帯": preferences.choose_hours,
    "おやすみ": preferences.offer_rest,
    "お休みを終える": preferences.end_rest,
    "ことば": preferences.offer_languages,
    "English": preferences.speak_english,
    "日本語": preferences.speak_japanese,
    "プライバシー": renewing.afterwards(privacy.show_privacy),
    "プロフィール": profiles.show,
    "プロフィールを消す": profiles.forget,
    "開示": copies.give_copy,
    "訂正": requests.offer_correction,
    "利用停止": requests.offer_stop_use,
    "消去": stopping.ask_to_leave,
    "番号": codes.give_number,
    "引き継ぎ": transfers.tell_about,
    "引換": claims.tell_about,
    "控え": receipts.show_receipt,
    "なぜ届いた": announcements.tell_why,
    "ネットショップ": links.show,
    "お店の案内": shop.show_guide,
    "お問い合わせ": shop.show_contact,
    "ヘルプ": fallback.show_menu,
    "苦情": shop.hear_complaint,
    "体調": shop.hear_about_health,
    "こんにちは": tiers.after(friendship.hello),
    "お礼": fallback.be_thanked,
    "了解": fallback.say_nothing,
    "はい": fallback.point_to_buttons,
}


def routes() -> Routes:
    return Routes(
        events=EVENTS,
        actions={action.value: handler for action, handler in ACTIONS.items()},
        recognise=recognise,
        fallback=fallback.not_understood,
        refusals=refusals.refuse,
        failure=refusals.apologise,
        late=refusals.tell_late,
    )


def recognise(text: str) -> Handler | None:
    """Find who answers what was typed; a question round a word waits while staff are talking."""
    if staff.CODE.fullmatch(text.strip()):
        return staff.link
    if profiles.typed(text):
        return profiles.take_name
    heard = words.hear(text)
    if heard.name not in words.STOPS and (written := _written(text)):
        return written
    handler = WORDS[heard.name] if heard.name else None
    if handler and not heard.is_exact:
        handler = _unless_staff_talk(handler)
    if handler is None and topics.NAMED.fullmatch(text):
        handler = topics.switch_by_name
    if handler is None and joining.typed(text):
        handler = joining.ask_by_source
    return _with_stop_at_hand(handler or fallback.not_understood) if heard.offers_stop else handler


def _written(text: str) -> Handler | None:
    """Find who takes what was written behind a word: a code, or what a person has to look into."""
    if claims.typed(text):
        return claims.take
    if transfers.typed(text):
        return transfers.take_along
    return requests.take if requests.typed(text) else None


def _unless_staff_talk(handler: Handler) -> Handler:
    @functools.wraps(handler)
    def answer(turn: Turn) -> Words | Said:
        return [] if fallback.staff_are_talking(turn) else handler(turn)

    return answer


def _with_stop_at_hand(handler: Handler) -> Handler:
    """Answer as always, and put the stop below for those who receive something."""

    @functools.wraps(handler)
    def answer(turn: Turn) -> Words | Said:
        is_offered = _receives(turn) and not fallback.staff_are_talking(turn)
        said = handler(turn)
        offer = wording.stop_offer(language=turn.language) if is_offered else []
        return Said([*said.words, *offer], said.occasion) if isinstance(said, Said) else [*said, *offer]

    return answer


def _receives(turn: Turn) -> bool:
    """Tell whether anything comes unasked to this person."""
    member = turn.person.member
    return member is not None and any(
        consent_rules.is_given(turn.session, member, purpose) for purpose in consent_rules.UNASKED
    )
