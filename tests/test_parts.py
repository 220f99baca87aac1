"""The composition: master keys come from the environment or a file, and are read again when they change."""

import base64
from pathlib import Path

import pytest

import config
import parts
from services.masters import WrongMasterKey, mark_of

NEW, OLD = bytes(32), bytes(range(32))


def given(**environment: str) -> config.Settings:
    fine = {"SECRET_KEY": "s" * 32, "PUBLIC_URL": "http://127.0.0.1:8000"}
    return config.parse({**fine, **environment})


def written(*keys: bytes, between: str = "\n") -> str:
    return between.join(base64.b64encode(key).decode() for key in keys)


def test_two_master_keys_are_understood_while_one_takes_the_others_place(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(written(NEW, OLD) + "\n")

    assert parts.master_keys(given(MASTER_KEY_FILE=str(file))) == (NEW, OLD)
    assert parts.master_keys(given(MASTER_KEY=written(NEW, OLD, between=", "))) == (NEW, OLD)


def test_of_two_keys_in_the_environment_both_have_to_be_sound() -> None:
    with pytest.raises(config.ConfigError) as refusal:
        given(MASTER_KEY=written(NEW) + ",AAAA")

    assert refusal.value.names == ["MASTER_KEY"]


@pytest.mark.parametrize("content", ["", "\n", "short", "鍵", written(NEW) + "\nAAAA"])
def test_a_file_that_holds_no_keys_is_said_to_be_missing(tmp_path: Path, content: str) -> None:
    file = tmp_path / "key"
    file.write_text(content)

    with pytest.raises(parts.MasterKeyMissing, match="keys init"):
        parts.master_keys(given(MASTER_KEY_FILE=str(file)))


def test_a_key_that_comes_into_the_file_later_is_found_without_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(written(OLD))
    running = parts.masters(given(MASTER_KEY_FILE=str(file)))
    file.write_text(written(NEW))
    started_since = parts.masters(given(MASTER_KEY_FILE=str(file)))
    wrapped = started_since.wrap(b"k" * 32, "place", mark=mark_of(NEW))

    assert running.unwrap(wrapped, "place") == b"k" * 32

    file.unlink()
    with pytest.raises(WrongMasterKey):
        running.unwrap(b"none" + wrapped[4:], "place")
