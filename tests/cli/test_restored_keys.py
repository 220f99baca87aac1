"""Restores and partner systems: a revoked key stays revoked, and links that came back are told."""

import parts
from models.members import Member
from services import api_keys, links
from tests.cli.keyring import Run
from tests.cli.shelving import change, the_backup
from tests.clock import NOW, Clock
from tests.makers import Make

DATABASES = ("sqlite",)
"""Backups and their journal are tried on both; here it is what stands in the journal."""


def new_key(shop: parts.Parts, name: str) -> int:
    with shop.sessions.begin() as session:
        return api_keys.create(session, name=name, scopes=["points:read"], now=shop.clock())[0].id


def revoke(shop: parts.Parts, key: int) -> None:
    with shop.sessions.begin() as session:
        api_keys.revoke(session, key, now=shop.clock())


def in_use(shop: parts.Parts) -> list[int]:
    with shop.readings.begin() as session:
        return [key.id for key in api_keys.everyone(session) if key.revoked_at is None]


def link(make: Make, member: Member) -> None:
    begun = links.begin(make.session, make.vault, "C-1001", now=NOW)
    links.confirm(make.session, make.vault, member, begun.nonce, now=NOW)


def test_a_revoked_key_opens_nothing_after_a_restore(
    shop: parts.Parts, do: Run, members: list[int], clock: Clock
) -> None:
    first, lost, kept = (new_key(shop, name) for name in ("古いレジ", "なくした端末", "駅前店のレジ"))
    revoke(shop, first)
    do("backup")
    clock.advance(hours=1)
    revoke(shop, lost)
    shop.write_journal()
    assert shop.write_journal() == 0

    done = do("restore", str(the_backup(shop)), "--replace")

    assert (done.exit_code, "1件" in done.output, "links/end" in done.output) == (0, True, False)
    assert in_use(shop) == [kept]
    assert "0件" in do("restore").output


def test_links_that_came_back_are_told(shop: parts.Parts, do: Run, members: list[int], clock: Clock) -> None:
    change(shop, members[0], link)
    do("backup")
    clock.advance(hours=1)
    change(shop, members[0], lambda make, member: links.end(make.session, member))

    done = do("restore", str(the_backup(shop)), "--replace")

    assert "Links with the web shop (1) are as they were" in done.output
