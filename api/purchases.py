"""A till or a web shop rang something up, or took it back."""

from api import shapes
from api.calls import Call
from services import purchases


def give(call: Call, asked: shapes.Purchase) -> shapes.Given:
    sale = purchases.Sale(asked.receipt, asked.yen, asked.shop)
    member = call.member(asked.member)
    given = purchases.give(call.session, member, sale, choices=call.choices, now=call.now)
    return shapes.Given(receipt=asked.receipt, points=given.points, balance=given.balance)
