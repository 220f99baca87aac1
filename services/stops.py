"""Stops: whoever stops something and whoever claims a call take turns; each sees what the other did."""

from sqlalchemy.orm import Session

from models import locks

LOCK = "stops"


def keep_calls_out(session: Session) -> None:
    """Before a stop is written: intents being noted are committed first, and later ones will see it.

    Take it before any lock that another stop takes after it. Who waits for it goes before claims that come
    later, so that a stop waits for the claims of one moment and no longer.
    """
    locks.name(session, LOCK)


def keep_out(session: Session) -> None:
    """Before a claim reads who may be written to: stops wait until its intent is noted, others claim on."""
    locks.share(session, LOCK)
