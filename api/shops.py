"""A till asks which branches there are."""

from api import shapes
from api.calls import Call
from services import shops


def show(call: Call, _asked: shapes.Nothing) -> shapes.Shops:
    open_ones = shops.active(call.session)
    return shapes.Shops(shops=[shapes.Shop(id=shop.id, name=shop.name) for shop in open_ones])
