"""When a rule says no, there are words for it."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

import services
from bot.wording import refusals
from bot.wording.languages import LANGUAGES
from services.claims import ClaimRests, ClaimTooLate, ClaimUnknown, ClaimUsed
from services.codes import CodeMistyped, CodeSpent, CodeTooLate, CodeUnknown
from services.coupon_screens import CouponAtCounter, CouponNotShown
from services.coupon_terms import (
    CouponBlackedOut,
    CouponDayLimit,
    CouponElsewhere,
    CouponForTier,
    CouponMinimum,
    CouponNotToday,
)
from services.coupons import (
    CouponAlreadyUsed,
    CouponExpired,
    CouponLimit,
    CouponNotBegun,
    CouponReserved,
    CouponSoldOut,
    CouponUnknown,
)
from services.errors import RuleError
from services.exchanges import ExchangeChanged, ExchangeGone
from services.points import PointsTooFew
from services.profiles import NameRefused, ProfileNotAllowed
from services.topics import TopicUnknown
from services.transfers import TransferRefused
from services.welcomes import WelcomeLocked
from tests.bot.wording import limits, samples

AT = datetime(2026, 12, 31, 15, 0, tzinfo=UTC)
"""The end of 31 December in Japan."""
MET = [
    *(refusal() for refusal in (ClaimUnknown, ClaimUsed, ClaimRests)),
    ClaimTooLate(AT),
    CouponUnknown(),
    CouponNotBegun(AT),
    CouponExpired(AT),
    CouponAlreadyUsed(AT),
    CouponReserved(AT),
    CouponNotShown(),
    CouponAtCounter(),
    CouponNotToday([0, 4]),
    CouponBlackedOut(AT.date()),
    CouponElsewhere(["駅前店", "本店"]),
    CouponMinimum(1000),
    CouponForTier([samples.GOLD]),
    CouponDayLimit(1),
    ExchangeGone(),
    ExchangeChanged(),
    CouponSoldOut(),
    CouponLimit(),
    PointsTooFew(20, 50),
    WelcomeLocked(20, 100),
    TopicUnknown(),
    *(refusal() for refusal in (CodeMistyped, CodeSpent, CodeTooLate, CodeUnknown)),
    TransferRefused("same"),
    TransferRefused("gone"),
    NameRefused(20),
    ProfileNotAllowed(),
]
CUSTOMERS = tuple(
    f"services.{name}"
    for name in (
        *("claims", "codes", "coupon_screens", "coupon_terms", "coupons", "exchanges"),
        *("lots", "points", "profiles", "topics", "transfers", "welcomes"),
    )
)
"""Rules that a customer's turn runs into; the refusals of all others are met by staff only."""
STAFF_ONLY = {"AmountRefused", "ClaimRefused", "ExchangeUsed", "TopicRefused", "TooManyTries"}


def refusal_classes() -> Iterator[type[RuleError]]:
    for found in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"services.{found.name}")
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, RuleError) and kind.__module__ == module.__name__:
                yield kind


def test_every_refusal_a_customer_can_meet_has_words_of_its_own() -> None:
    met = {
        kind for kind in refusal_classes() if kind.__module__ in CUSTOMERS and kind.__name__ not in STAFF_ONLY
    }

    assert met == set(refusals.REFUSALS) == {type(refusal) for refusal in MET}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refusal", MET, ids=lambda refusal: type(refusal).__name__)
def test_a_refusal_is_worded_within_the_limits(refusal: RuleError, language: str) -> None:
    words = refusals.words_for(refusal, samples.SHOP, language=language)

    assert limits.breaches(words) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_other_refusal_names_where_to_ask(language: str) -> None:
    [message] = refusals.words_for(RuleError(), samples.SHOP, language=language)

    assert samples.SHOP.contact in message["text"]


def test_the_last_day_is_named_with_the_day_itself() -> None:
    [message] = refusals.words_for(CouponExpired(AT), samples.SHOP, language="ja")

    assert "2026年12月31日（木）まで" in message["text"]
