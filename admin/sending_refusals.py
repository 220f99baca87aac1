"""What a no sounds like before something goes out: who has to look at it, and whether it may be paid for."""

from flask_babel import gettext as _

from admin import refusals
from services import approval_requests, halts, quotas

sentence = refusals.sentence


@sentence.register
def _nobody(_refusal: approval_requests.NobodyToApprove) -> str:
    return _("承認できる方がほかにいません。送る権限のある方を、スタッフのページで登録してください。")


@sentence.register
def _over(_refusal: approval_requests.ApprovalOver) -> str:
    return _("この承認の依頼は、もう終わっています。いまの様子をご確認ください。")


@sentence.register
def _word(refusal: approval_requests.WordNeeded) -> str:
    return _("直してほしいところを、1〜%(limit)s文字で入れてください。", limit=refusal.limit)


@sentence.register
def _quota(refusal: quotas.QuotaTooSmall) -> str:
    return _(
        "この月に送れるのはあと%(left)s通で、%(people)s人には足りません。一部の方だけに送ることはしません。"
        "話題を変えて対象を絞るか、翌月の日時を選ぶか、LINEの料金プランを見直してください。",
        left=f"{refusal.left:,}",
        people=f"{refusal.people:,}",
    )


@sentence.register
def _not_the_word(_refusal: halts.ResumeWordWrong) -> str:
    return _("再開するには「再開」（または resume）と入れてください。")
