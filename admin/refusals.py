"""What a rule's no sounds like to staff: one sentence that says what to do."""

from functools import singledispatch

from flask_babel import gettext as _

from admin import speech
from services import (
    announcements,
    approvals,
    codes,
    letters,
    people,
    points,
    publishing,
    reversals,
    shops,
    staff,
    topics,
    transfers,
    validity,
)
from services.errors import RuleError
from services.settings import SettingRefused


@singledispatch
def sentence(_refusal: RuleError) -> str:
    return _("いまはできませんでした。ページを開き直して、もう一度お試しください。")


@sentence.register
def _card(refusal: people.CardUnknown) -> str:
    return _(
        "会員番号 %(number)s の方は見つかりません。8桁の番号をご確認ください。", number=refusal.card_number
    )


@sentence.register
def _too_few(refusal: points.PointsTooFew) -> str:
    return _(
        "ポイントが足りません。お使いいただけるのは%(balance)sポイントまでです。",
        balance=f"{refusal.balance:,}",
    )


@sentence.register
def _amount(refusal: points.AmountRefused) -> str:
    return _("1から%(limit)sまでの数を入れてください。", limit=f"{refusal.limit:,}")


@sentence.register
def _entry(_refusal: reversals.EntryUnknown) -> str:
    return _("この取引は取り消せません。")


@sentence.register
def _late(_refusal: reversals.TooLateToUndo) -> str:
    return _("取り消せるのは、当日の取引だけです。")


@sentence.register
def _undone(_refusal: reversals.AlreadyUndone) -> str:
    return _("この取引は、すでに取り消されています。")


@sentence.register
def _spent(_refusal: reversals.PointsAlreadySpent) -> str:
    return _("このポイントはすでに使われているため、取り消せません。")


@sentence.register
def _shop(refusal: shops.ShopRefused) -> str:
    return {
        "name": _("店舗の名前は1〜60文字で入れてください。"),
        "taken": _("同じ名前の店舗があります。別の名前にしてください。"),
    }[refusal.why]


@sentence.register
def _topic(refusal: topics.TopicRefused) -> str:
    return {
        "code": _("記号は、英小文字で始まる英小文字・数字・_ の24文字までにしてください。"),
        "name": _("話題の名前は、日本語と英語それぞれ1〜20文字で入れてください。"),
        "taken": _("同じ記号の話題があります。別の記号にしてください。"),
        "many": _(
            "話題は%(most)sまでです。お使いにならないものをしまってから、追加してください。", most=topics.MOST
        ),
    }[refusal.why]


@sentence.register
def _staff(refusal: staff.StaffRefused) -> str:
    return {
        "email": _("メールアドレスを確認してください。"),
        "name": _("名前は1〜60文字で入れてください。"),
        "taken": _("このメールアドレスの方は、すでに登録されています。"),
        "last_owner": _("最後のオーナーは停止できません。先に別のオーナーを登録してください。"),
    }[refusal.why]


@sentence.register
def _setting(refusal: SettingRefused) -> str:
    limit = f"{refusal.limit:,}"
    return {
        "text": _("%(limit)s文字までで入れてください。", limit=limit),
        "number": _("0から%(limit)sまでの数を入れてください。", limit=limit),
        "positive": _("1から%(limit)sまでの数を入れてください。", limit=limit),
        "time": _("時刻は 21:00 の形で入れてください。"),
        "date": _("日付は 2026-12-31 の形で入れてください。"),
        "address": _("https:// で始まるアドレスを入れてください。"),
        "yes_or_no": _("「はい」か「いいえ」を選んでください。"),
        "plan": _("LINEの料金プランを選んでください。"),
        "choice": _("一覧から選んでください。"),
        "card_code": _("会員証のコードの種類を選んでください。"),
        "prefix": _("はじめの4桁は、2900 のように、02か20〜29で始まる数字にしてください。"),
        "basic_id": _("ベーシックIDは @abc1234d のように、@ と半角の英数字で入れてください。"),
        "secret": _("空白のない半角の文字で、LINE Developers コンソールから写してください。"),
    }[refusal.kind]


@sentence.register
def _notice(_refusal: publishing.NoticeRefused) -> str:
    return _("文面に直していただきたいところがあります。印のある欄をご確認ください。")


@sentence.register
def _nothing_new(_refusal: publishing.NothingNew) -> str:
    return _("いまの文面と同じです。書きかえてから公開してください。")


@sentence.register
def _past(refusal: validity.AnnouncementPast) -> str:
    return _(
        "%(moment)sはもう過ぎています。これからの時刻を選んでください。", moment=speech.moment(refusal.moment)
    )


@sentence.register
def _short(refusal: validity.ValidityTooShort) -> str:
    return _(
        "送る時間がありません。最終時刻を%(moment)sより後にしてください。",
        moment=speech.moment(refusal.earliest),
    )


@sentence.register
def _moved_on(_refusal: announcements.AnnouncementMovedOn) -> str:
    return _("このお知らせは、もう次の段階に進んでいます。いまの様子をご確認ください。")


@sentence.register
def _topic_gone(_refusal: announcements.TopicGone) -> str:
    return _("この話題は使われていません。別の話題を選んでください。")


@sentence.register
def _may_not(_refusal: announcements.MayNotSend) -> str:
    return _("送る権限のある方に、予定に入れてもらってください。")


@sentence.register
def _second(_refusal: approvals.SecondPersonNeeded) -> str:
    return _("書いた方とは別の、送る権限のある方に、内容を見て承認してもらってください。")


@sentence.register
def _changed(_refusal: approvals.ContentChanged) -> str:
    return _("ご覧になったあとで、内容が変わりました。もう一度ご確認ください。")


@sentence.register
def _unlinked(_refusal: letters.StaffUnlinked) -> str:
    return _("先に「わたし」のページで、自分のLINEをつないでください。")


@sentence.register
def _code(_refusal: codes.CodeUnknown) -> str:
    return _("この番号は見つかりません。お客さまに、もう一度お確かめください。")


@sentence.register
def _code_over(_refusal: codes.CodeSpent | codes.CodeTooLate) -> str:
    return _("この番号は使い終わっているか、時間が過ぎています。新しい番号を出していただいてください。")


@sentence.register
def _tries(_refusal: codes.TooManyTries) -> str:
    return _("違う番号が続いたため、しばらく受け付けを止めています。15分ほどおいてお試しください。")


@sentence.register
def _transfer(refusal: transfers.TransferRefused) -> str:
    return {
        "same": _("同じ会員です。新しいLINEの会員番号をご確認ください。"),
        "gone": _("この会員の引き継ぎは、すでに済んでいます。"),
    }[refusal.why]
