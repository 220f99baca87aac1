"""Scrubbing on PostgreSQL: what was deleted stays in the pages until they are vacuumed."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine

EMPTIED = ("member_keys", "keyring", "members", "profiles", "inbox_events", "sendings")
"""Tables from which something goes that must not be read any more. A page that nobody needs to look at again
is passed over, so doing this every minute costs little."""


def vacuum(engine: Engine) -> bool:
    """Free the space of deleted rows; False: somebody else is at it, or it took too long for now.

    The bytes are gone when PostgreSQL moves the page's other rows together or writes new ones there; its own
    log and archives keep copies for as long as the operator has them kept (docs/keys.md).
    """
    if engine.dialect.name != "postgresql":
        return True
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"VACUUM (SKIP_LOCKED) {', '.join(EMPTIED)}")
    except sa.exc.DBAPIError:
        return False
    return True
