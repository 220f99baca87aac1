"""A member asks about points."""

from bot.turns import Turn, Words
from bot.wording import points as wording
from services import points


def show_balance(turn: Turn) -> Words:
    summary = points.summary(turn.session, turn.member, now=turn.now, choices=turn.choices)
    return wording.balance(
        turn.shop,
        points=summary.balance,
        yen_per_point=turn.choices.point_yen,
        expiring=[wording.Amount(expiring.amount, expiring.last_day) for expiring in summary.expiring],
        language=turn.language,
    )


def show_history(turn: Turn) -> Words:
    entries = points.history(turn.session, turn.member)
    movements = [wording.Movement(entry.kind, entry.created_at, entry.amount) for entry in entries]
    return wording.history(turn.shop, movements, language=turn.language)


def tell_how_to_use(turn: Turn) -> Words:
    return wording.how_to_use(yen_per_point=turn.choices.point_yen, language=turn.language)
