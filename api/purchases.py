"""A till or a web shop rang something up, or took it back."""

from api import shapes
from api.calls import Call
from api.spends import moved
from services import bills, purchases
from services.bills import Bill


def give(call: Call, asked: shapes.Purchase) -> shapes.Given:
    lines: dict[str, int] = {}
    for part in asked.lines:
        lines[part.group] = lines.get(part.group, 0) + part.yen
    sale = purchases.Sale(asked.receipt, asked.yen, asked.shop, lines)
    member = call.member(asked.member)
    given = purchases.give(call.session, member, sale, choices=call.choices, now=call.now)
    return shapes.Given(receipt=asked.receipt, points=given.points, balance=given.balance)


def take_back(call: Call, asked: shapes.PurchaseReturn) -> shapes.Moved:
    """Take points back for what came back; debts and rounding are the rules' business."""
    receipt, back = (Bill(number, asked.shop) for number in (asked.receipt, asked.return_receipt))
    done = bills.take_back(call.session, receipt, back, yen=asked.yen, choices=call.choices, now=call.now)
    return moved(call, done)
