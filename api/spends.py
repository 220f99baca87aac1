"""A till lets a member pay with points: set aside, taken or let go, and given back with what comes back."""

from api import paying, shapes
from api.calls import Call
from models.members import Member
from services import bills, codes, spend_codes, welcomes
from services.bills import Bill, Settled


def reserve(call: Call, asked: paying.Spend) -> paying.Reserved:
    bill = Bill(asked.bill, asked.shop)
    member = _payer(call, asked, bill)
    welcomes.check_spend(call.session, member, asked.points, choices=call.choices, now=call.now)
    made = bills.reserve(call.session, member, bill, asked.points, now=call.now)
    yen = made.points * call.choices.point_yen
    return paying.Reserved(bill=asked.bill, points=made.points, yen=yen, expires_at=made.expires_at)


def _payer(call: Call, asked: paying.Spend, bill: Bill) -> Member:
    """Find who pays, and use up their code; a card alone will do only where the shop says so."""
    whose = asked.member
    if asked.code is None and whose is not None:
        if whose.card is not None and not call.choices.spend_by_card:
            raise spend_codes.SpendCodeNeeded
        return call.member(whose)
    code = asked.code or ""
    codes.check_tries(call.session, call.place, now=call.now)
    member = call.member(whose) if whose is not None else spend_codes.holder(call.session, call.vault, code)
    call.member_id = member.id
    spend_codes.take(call.session, call.vault, member, code, cause=bill.cause, now=call.now)
    return member


def confirm(call: Call, asked: paying.Bill) -> shapes.Moved:
    bill = Bill(asked.bill, asked.shop)
    return moved(call, bills.confirm(call.session, bill, choices=call.choices, now=call.now))


def cancel(call: Call, asked: paying.Bill) -> shapes.Moved:
    return moved(call, bills.cancel(call.session, Bill(asked.bill, asked.shop), now=call.now))


def give_back(call: Call, asked: paying.SpendReturn) -> shapes.Moved:
    bill, back = (Bill(number, asked.shop) for number in (asked.bill, asked.return_receipt))
    return moved(call, bills.give_back(call.session, bill, back, points=asked.points, now=call.now))


def moved(call: Call, settled: Settled) -> shapes.Moved:
    call.member_id = settled.member_id
    return shapes.Moved(points=settled.points, balance=settled.balance)
