"""The vault: sealed values open only in their place, for their member, under the right key."""

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.keys import KeyringKey, MemberKey
from services import vault
from services.masters import Masters
from tests.clock import NOW
from tests.makers import MASTER_KEY, unlocked

HELD = Masters([MASTER_KEY])


@pytest.fixture
def opened(session: Session) -> vault.Vault:
    return unlocked(session)


@pytest.fixture
def keyless(session: Session) -> Session:
    session.execute(delete(KeyringKey))
    return session


def test_keys_are_made_once(keyless: Session) -> None:
    assert vault.init_keyring(keyless, HELD, now=NOW) == list(vault.NAMES)
    assert vault.init_keyring(keyless, HELD, now=NOW) == []


def test_without_keys_nothing_opens(keyless: Session) -> None:
    with pytest.raises(vault.KeyringMissing):
        vault.unlock(keyless, HELD)


def test_a_wrong_master_key_fails_closed(session: Session, opened: vault.Vault) -> None:
    assert opened
    with pytest.raises(vault.WrongMasterKey):
        vault.unlock(session, Masters([bytes(32)]))


def test_what_is_sealed_opens_again_and_never_looks_the_same(session: Session, opened: vault.Vault) -> None:
    opened.make_key(session, "pid")

    one, two = (opened.seal(session, "pid", "members.line_user_id", "U1") for _ in range(2))

    assert one != two
    assert opened.open(session, "pid", "members.line_user_id", one) == "U1"


def test_a_value_moved_to_another_column_or_member_does_not_open(
    session: Session, opened: vault.Vault
) -> None:
    for pid in ("one", "two"):
        opened.make_key(session, pid)
    sealed = opened.seal(session, "one", "members.line_user_id", "U1")

    for pid, column in (("two", "members.line_user_id"), ("one", "sendings.letter")):
        with pytest.raises(InvalidTag):
            opened.open(session, pid, column, sealed)


def test_a_value_cut_short_does_not_open(session: Session, opened: vault.Vault) -> None:
    opened.make_key(session, "pid")
    sealed = opened.seal(session, "pid", "a.b", "U1")

    with pytest.raises(InvalidTag):
        opened.open(session, "pid", "a.b", sealed[:-1])


def test_without_its_key_a_member_is_gone(session: Session, opened: vault.Vault) -> None:
    opened.make_key(session, "pid")
    sealed = opened.seal(session, "pid", "a.b", "U1")
    session.execute(delete(MemberKey))

    with pytest.raises(vault.MemberKeyGone):
        opened.open(session, "pid", "a.b", sealed)


def test_inbox_and_secrets_open_only_where_they_were_sealed(session: Session, opened: vault.Vault) -> None:
    sealed = opened.seal_inbox(session, "e1", "payload", b"{}", received_at=NOW)
    assert opened.open_inbox(session, "e1", "payload", sealed, received_at=NOW) == b"{}"
    assert opened.open_secret("a", opened.seal_secret("a", "token")) == "token"
    with pytest.raises(InvalidTag):
        opened.open_inbox(session, "e2", "payload", sealed, received_at=NOW)
    with pytest.raises(InvalidTag):
        opened.open_inbox(session, "e1", "reply", sealed, received_at=NOW)
    with pytest.raises(InvalidTag):
        opened.open_secret("b", opened.seal_secret("a", "token"))


def test_the_name_of_a_person_is_steady_and_tells_nothing(opened: vault.Vault) -> None:
    assert opened.person_key("U1") == opened.person_key("U1") != opened.person_key("U2")
    assert len(opened.person_key("U1")) == 64


def test_neither_repr_nor_str_shows_a_key(opened: vault.Vault) -> None:
    assert MASTER_KEY.hex() not in repr(opened)
    assert "_master" not in repr(opened)
