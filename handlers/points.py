"""A member asks about points."""

from bot.turns import Turn, Words
from bot.wording import points as wording
from services import earn_rules, histories, japan, points


def show_balance(turn: Turn) -> Words:
    summary = points.summary(turn.session, turn.member, now=turn.now, choices=turn.choices)
    change = earn_rules.coming_change(turn.session, now=turn.now)
    return wording.balance(
        turn.shop,
        points=summary.balance,
        yen_per_point=turn.choices.point_yen,
        expiring=[wording.Amount(expiring.amount, expiring.last_day) for expiring in summary.expiring],
        pending=[wording.Amount(pending.amount, pending.first_day) for pending in summary.pending],
        held=summary.held,
        owed=summary.owed,
        changes_on=japan.day(change) if change else None,
        language=turn.language,
    )


def show_history(turn: Turn) -> Words:
    movements = [_movement(line) for line in histories.last(turn.session, turn.member)]
    return wording.history(turn.shop, movements, language=turn.language)


def _movement(line: histories.Line) -> wording.Movement:
    spent, fate = (line.debt.amount, line.debt.state.value) if line.debt else (0, "")
    return wording.Movement(line.kind, line.at, line.points, line.yen, line.note, spent, fate)


def tell_how_to_use(turn: Turn) -> Words:
    return wording.how_to_use(yen_per_point=turn.choices.point_yen, language=turn.language)
