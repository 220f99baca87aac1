"""Link tokens: LINE's word for one of its users, with which a web shop sends them back to us."""

import json
from urllib.parse import quote

import urllib3

from bot.answers import Answer, Kind, LineError
from bot.tokens import Tokens

TIMEOUT = urllib3.Timeout(connect=2.0, read=5.0)
"""Seconds; somebody is waiting for the page."""


def fetch(pool: urllib3.PoolManager, tokens: Tokens, base: str, user_id: str) -> str:
    """Ask for a token of this user, good once and for ten minutes; raise LineError.

    https://developers.line.biz/en/reference/messaging-api/#issue-link-token
    """
    bearer = tokens.current()
    answer = _asked(pool, base, user_id, bearer)
    if answer.status == 401 and tokens.refused(bearer):
        answer = _asked(pool, base, user_id, tokens.current())
    try:
        return str(json.loads(answer.data)["linkToken"])
    except (ValueError, KeyError, TypeError):
        raise LineError(Answer(Kind.TROUBLE, f"no link token: {answer.status}", answer.status)) from None


def _asked(pool: urllib3.PoolManager, base: str, user_id: str, bearer: str) -> urllib3.BaseHTTPResponse:
    address = f"{base}/v2/bot/user/{quote(user_id, safe='')}/linkToken"
    try:
        return pool.request("POST", address, headers={"authorization": f"Bearer {bearer}"}, timeout=TIMEOUT)
    except urllib3.exceptions.HTTPError:
        raise LineError(Answer(Kind.UNKNOWN, "no answer")) from None
