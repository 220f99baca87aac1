"""Days as LINE counts them: from midnight to midnight in Japan, written yyyyMMdd."""

from datetime import UTC, date, datetime, timedelta

from simulator.answers import Refused

_JAPAN = timedelta(hours=9)


def day_of(moment: float) -> date:
    """The day in Japan at this second since 1970."""
    return (datetime.fromtimestamp(moment, UTC) + _JAPAN).date()


def asked(query: dict[str, str], name: str) -> date:
    """The day that a parameter names, or a 400."""
    written = query.get(name, "")
    if len(written) == 8 and written.isascii() and written.isdecimal():
        try:
            return datetime.strptime(written, "%Y%m%d").replace(tzinfo=UTC).date()
        except ValueError:
            pass
    raise Refused(400, f"The value for the '{name}' parameter is invalid")
