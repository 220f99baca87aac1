"""A web shop's customer wants their number to belong to the member that they are in LINE, or no longer."""

from urllib.parse import urlencode

from api import shapes
from api.calls import Call
from services import links

LINE = "https://api.line.me"
DIALOG = "https://access.line.me"
"""Where LINE asks its own user (https://developers.line.biz/en/docs/messaging-api/linking-accounts/)."""


def begin(call: Call, asked: shapes.LinkRequest) -> shapes.LinkBegun:
    begun = links.begin(call.session, call.vault, asked.customer, now=call.now)
    query = urlencode({"linkToken": asked.link_token, "nonce": begun.nonce})
    address = f"{_dialog(call.parts.settings.line_api_base)}/dialog/bot/accountLink?{query}"
    return shapes.LinkBegun(redirect=address, link=begun.token, expires_at=begun.expires_at)


def end(call: Call, asked: shapes.LinkEnd) -> shapes.LinkEnded:
    """End it from the web shop's side; who is not linked is no error."""
    try:
        member = links.by_customer(call.session, call.vault, asked.customer)
    except links.LinkUnknown:
        return shapes.LinkEnded(ended=False)
    call.member_id = member.id
    return shapes.LinkEnded(ended=links.end(call.session, member))


def _dialog(line_api_base: str) -> str:
    """LINE's own, or that of the stand-in where one is used."""
    return DIALOG if line_api_base == LINE else line_api_base
