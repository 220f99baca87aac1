"""Passwords: which are refused because they would be guessed, and which are not."""

import secrets

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from services import passwords

KNOWN = ("山田 花子", "hanako.yamada@example.jp", "駅前コーヒー")


@pytest.mark.parametrize(
    "password",
    [
        *(
            "password1234",
            "Passw0rd2026!",
            "P@$$w0rd12345",
            "passwordpassword",
            "123456789012",
            "098765432109",
        ),
        *("qwertyuiop12", "poiuytrewq99", "asdfghjkl;123", "1qaz2wsx3edc", "q1w2e3r4t5y6", "abcdefghijkl"),
        *(
            "abc123abc123",
            "dragon!dragon!",
            "iloveyou1234",
            "welcome2026!!",
            "letmein-20261123",
            "Goen-admin-2026",
        ),
        *("hanako-yamada-1", "花子の秘密の花子の秘密の", "駅前コーヒー2026!!", "example.jp-2026"),
        *("short", "elevenchars", "x" * 201, "aaaaaaaaaaaaaaaa", "！！！！！！！！！！！！"),
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert passwords.is_weak(password, *KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        *("correct horse battery", "umbrella under rain", "kX9-vTq2mLw7", "雨の日は傘を三本もって歩く"),
        *("zebra-tunnel-88-quiet", "a line to the moon and home"),
    ],
)
def test_what_takes_a_while_to_guess_is_taken(password: str) -> None:
    assert not passwords.is_weak(password, *KNOWN)


def test_what_we_make_up_ourselves_is_taken() -> None:
    assert not any(passwords.is_weak(secrets.token_urlsafe(15), *KNOWN) for _time in range(200))


def test_a_name_is_no_reason_to_refuse_what_stands_well_without_it() -> None:
    assert not passwords.is_weak("hanako keeps nine tall giraffes", *KNOWN)


def test_a_hash_of_nobody_is_checked_like_any_other() -> None:
    """One that could not be read would be refused at once, and tell who has no account."""
    nobodys = passwords.of_nobody()

    assert extract_parameters(nobodys) == extract_parameters(passwords.hashed("a password of somebody"))
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(nobodys, "a password of somebody")
