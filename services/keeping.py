"""Keeping: what is kept of customers, told by what it is for; drawn from the data map."""

from collections.abc import Iterable
from dataclasses import dataclass

from services import datamap
from services.datamap_terms import (
    BASES,
    CRYPTO,
    KEPT,
    RECIPIENTS,
    Basis,
    Column,
    Crypto,
    Kept,
    Recipient,
    Term,
)


@dataclass(frozen=True)
class Kind:
    """Everything that is kept for one purpose on one ground, in one language."""

    purpose: str
    basis: str
    items: list[str]
    kept: list[str]
    locks: list[str]
    recipients: list[str]


def kinds(language: str) -> list[Kind]:
    """Tell what is kept of customers, in the order of the map; what is the same is said once."""
    grouped: dict[tuple[Term, Basis], list[Column]] = {}
    for table in datamap.of_customers():
        columns = table.spelt_out().values()
        grouped.setdefault((table.purpose, table.basis), []).extend(columns)
    return [_kind(*key, columns, language) for key, columns in grouped.items()]


def _kind(purpose: Term, basis: Basis, columns: Iterable[Column], language: str) -> Kind:
    known = list(columns)

    def once(terms: Iterable[Term]) -> list[str]:
        return list(dict.fromkeys(term.of(language) for term in terms))

    crypto: dict[Crypto, None] = dict.fromkeys(one.crypto for one in known)
    kept: dict[Kept, None] = dict.fromkeys(one.kept for one in known)
    given: dict[Recipient, None] = dict.fromkeys(who for one in known for who in one.recipients)
    return Kind(
        purpose=purpose.of(language),
        basis=BASES[basis].of(language),
        items=once(one.what for one in known),
        kept=once(KEPT[one] for one in kept),
        locks=once(CRYPTO[one] for one in crypto),
        recipients=once(RECIPIENTS[one] for one in given),
    )
