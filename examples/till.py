"""レジの見本: 会員証の番号と金額を送り、ポイントを付ける。 / A till in sixty lines: card, yen, points."""

#   GOEN_API_KEY=goen_… python examples/till.py            asks for card and yen, as a till would
#   GOEN_API_KEY=goen_… python examples/till.py 12345678 3280
#   GOEN_API_KEY=goen_… python examples/till.py 12345678 3280 7654321 50     50 points pay, by the code of
#                                                                            the member's talk (five minutes)
# Only the standard library. The receipt's number is the till's own; the request's name (Idempotency-Key)
# is made of it, so that whatever the network does, and however often this is sent, it counts once.

import json
import os
import sys
import time
import urllib.error
import urllib.request
from typing import Any

BASE = os.environ.get("GOEN_URL", "http://127.0.0.1:8000") + "/api/v1"
KEY = os.environ.get("GOEN_API_KEY", "")
TRIES = 5


def ask(method: str, path: str, body: dict[str, Any] | None = None, name: str = "") -> dict[str, Any]:
    """Send one request; what may have been lost on the way is sent again under the same name."""
    headers = {"Authorization": f"Bearer {KEY}", "Accept-Language": "ja", "Content-Type": "application/json"}
    headers |= {"Idempotency-Key": name} if name else {}
    request = urllib.request.Request(
        BASE + path, json.dumps(body).encode() if body else None, headers, method=method
    )
    for number in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as problem:
            told = json.load(problem)
            if problem.code not in (429, 500) and not told["type"].endswith("#request-in-progress"):
                sys.exit(
                    told["title"]
                    + "".join(f"\n  {e['field']}: {e['detail']}" for e in told.get("errors", []))
                )
            wait = float(problem.headers.get("Retry-After", number))
        except OSError:
            wait = number
        time.sleep(wait)
    sys.exit("サーバーにつながりません。 / The server cannot be reached.")


def sell(card: str, yen: int, *paying: str) -> None:
    """Look the member up, let points pay, give the new ones, and print what belongs on the receipt."""
    member = ask("GET", f"/members?card={card}")
    receipt = f"till1-{time.time_ns()}"
    if paying:
        code, points = paying
        spend = {"member": {"card": member["card"]}, "code": code, "bill": receipt, "points": int(points)}
        off = ask("POST", "/spends", spend, name=f"{receipt}-aside")["yen"]
        ask("POST", "/spends/confirm", {"bill": receipt}, name=f"{receipt}-used")
        print(f"ポイントでのお支払い {off:,}円")
    sale = {"member": {"card": member["card"]}, "receipt": receipt, "yen": yen}
    given = ask("POST", "/purchases", sale, name=receipt)
    print(f"会員番号 {member['card'][:4]}-{member['card'][4:]}   お会計 {yen:,}円")
    print(f"ポイント +{given['points']:,}   残高 {given['balance']:,}   （伝票 {receipt}）")


if __name__ == "__main__":
    if not KEY:
        sys.exit("GOEN_API_KEY を入れてください。 / Please set GOEN_API_KEY.")
    card, yen, *more = sys.argv[1:] or (input("会員番号 / card: "), input("金額 / yen: "))
    sell(card.strip(), int(yen), *more)
