"""The environment: what is understood, what is refused, and that each refusal says what to do."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import config
import environment

FINE = {"SECRET_KEY": "s" * 32, "PUBLIC_URL": "http://127.0.0.1:8000"}
PRODUCTION = {
    "SECRET_KEY": "s" * 32,
    "PUBLIC_URL": "https://shop.example.jp",
    "DATABASE_URL": "postgresql://goen:secret@db/goen",
}
EXAMPLE = (config.ROOT / ".env.example").read_text()


def refused(values: dict[str, str]) -> list[str]:
    with pytest.raises(config.ConfigError) as refusal:
        config.parse(values)
    return refusal.value.names


def test_two_settings_are_enough_to_try_it_out() -> None:
    settings = config.parse(FINE)

    assert settings.database_url == "sqlite:///var/goen.db"
    assert (settings.line_api_base, settings.line_data_api_base) == (
        "https://api.line.me",
        "https://api-data.line.me",
    )
    assert (settings.line_channel_id, settings.line_channel_secret, settings.master_keys) == (None, None, ())
    assert settings.master_key_file == Path("var/master.key")
    assert settings.port == 8000
    assert not settings.is_production


def test_everything_wrong_is_named_in_one_error() -> None:
    wrong = {
        "DATABASE_URL": "mysql://x/y",
        "PORT": "eighty",
        "MASTER_KEY": "short",
        "LINE_CHANNEL_ID": "Uabc",
    }

    assert refused(wrong) == [
        "DATABASE_URL",
        "LINE_CHANNEL_ID",
        "SECRET_KEY",
        "MASTER_KEY",
        "PUBLIC_URL",
        "PORT",
    ]


def test_each_complaint_says_what_to_do_in_japanese_and_english() -> None:
    with pytest.raises(config.ConfigError) as refusal:
        config.parse({})

    said = str(refusal.value)
    assert "SECRET_KEY: 32文字以上の秘密の文字列を入れてください。" in said
    assert "give a secret of 32 characters or more" in said
    assert said.count("\n") == len(refusal.value.names)


@pytest.mark.parametrize("rule", environment.RULES, ids=lambda rule: rule.name)
def test_every_rule_speaks_both_languages(rule: environment.Rule) -> None:
    assert re.search("[ぁ-ん]", rule.ja)
    assert re.fullmatch(r"[^ぁ-んァ-ン一-龥]+", rule.en)


def test_no_error_repeats_a_secret() -> None:
    with pytest.raises(config.ConfigError) as refusal:
        config.parse(
            {"SECRET_KEY": "tooshort", "DATABASE_URL": "oracle://u:hushhush@h/n", "MASTER_KEY": "c2VjcmV0"}
        )

    assert not re.search("tooshort|hushhush|c2VjcmV0", str(refusal.value))


def test_secrets_stay_out_of_the_repr() -> None:
    secrets = {
        "LINE_CHANNEL_SECRET": "quiet1",
        "LINE_CHANNEL_ACCESS_TOKEN": "quiet2",
        "SECRET_KEY": "quiet3" * 9,
    }

    settings = config.parse({**PRODUCTION, **secrets})

    assert "quiet" not in repr(settings)
    assert "secret@db" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("postgres://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
        ("postgresql://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
        ("postgresql+psycopg://u@/n?host=/tmp/x", "postgresql+psycopg://u@/n?host=/tmp/x"),
        ("sqlite:////srv/goen.db", "sqlite:////srv/goen.db"),
    ],
)
def test_addresses_of_databases_are_understood(given: str, understood: str) -> None:
    assert config.parse({**FINE, "DATABASE_URL": given}).database_url == understood


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "postgres://", "goen.db"])
def test_addresses_that_name_no_lasting_database_are_refused(url: str) -> None:
    assert refused({**FINE, "DATABASE_URL": url}) == ["DATABASE_URL"]


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_master_key_is_understood_in_both_alphabets(encode: Callable[[bytes], bytes]) -> None:
    key = bytes(range(224, 256))

    assert config.parse({**FINE, "MASTER_KEY": encode(key).decode()}).master_keys == (key,)


@pytest.mark.parametrize("key", ["鍵", "====", "AAAA", base64.b64encode(bytes(31)).decode()])
def test_a_malformed_master_key_is_refused(key: str) -> None:
    assert refused({**FINE, "MASTER_KEY": key}) == ["MASTER_KEY"]


@pytest.mark.parametrize(
    "url",
    [
        "shop.example.jp",
        "ftp://shop.jp",
        "https://",
        "https://shop.jp/goen",
        "http://a:b",
        "https://u@shop.jp",
    ],
)
def test_a_public_url_is_scheme_and_host_and_no_more(url: str) -> None:
    assert "PUBLIC_URL" in refused({**FINE, "PUBLIC_URL": url})


def test_a_closing_slash_is_forgiven() -> None:
    settings = config.parse(
        {**PRODUCTION, "PUBLIC_URL": "https://shop.jp/", "LINE_API_BASE": "http://localhost:8001/"}
    )

    assert settings.public_url == "https://shop.jp"
    assert settings.line_api_base == "http://localhost:8001"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "８０８０番"])
def test_a_port_is_a_number_that_exists(port: str) -> None:
    assert refused({**FINE, "PORT": port}) == ["PORT"]


def test_blank_is_the_same_as_not_given() -> None:
    assert config.parse(
        {**FINE, "LINE_CHANNEL_ID": " ", "DATABASE_URL": "", "MASTER_KEY": ""}
    ) == config.parse(FINE)


@pytest.mark.parametrize("name", ["LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"])
def test_a_credential_with_blanks_inside_was_copied_badly(name: str) -> None:
    assert refused({**FINE, name: "abc def"}) == [name]


def test_https_makes_it_production() -> None:
    assert config.parse(PRODUCTION).is_production


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", environment.DEMO + "s" * 32),
        ("LINE_CHANNEL_ID", environment.DEMO_CHANNEL_ID),
        ("LINE_CHANNEL_SECRET", environment.DEMO + "secret"),
        ("LINE_CHANNEL_ACCESS_TOKEN", environment.DEMO + "token"),
        ("LINE_API_BASE", "http://simulator.example"),
        ("LINE_DATA_API_BASE", "http://simulator.example"),
    ],
)
def test_production_refuses_what_the_demo_may(name: str, value: str) -> None:
    assert config.parse({**FINE, name: value})
    assert refused({**PRODUCTION, name: value}) == [name]


def test_sqlite_in_production_needs_a_disk_that_lasts() -> None:
    on_sqlite = {
        **PRODUCTION,
        "DATABASE_URL": "sqlite:////srv/goen/goen.db",
        "MASTER_KEY_FILE": "/etc/goen/key",
    }

    assert refused(on_sqlite) == ["DATABASE_URL"]
    assert refused({**on_sqlite, "PERSISTENT_DISK": "perhaps"}) == ["DATABASE_URL", "PERSISTENT_DISK"]
    assert config.parse({**on_sqlite, "PERSISTENT_DISK": "yes"})


@pytest.mark.parametrize("file", ["/srv/goen/master.key", "/srv/goen/keys/master.key"])
def test_production_refuses_a_key_beside_the_database(file: str) -> None:
    on_sqlite = {**PRODUCTION, "DATABASE_URL": "sqlite:////srv/goen/goen.db", "PERSISTENT_DISK": "yes"}

    assert refused({**on_sqlite, "MASTER_KEY_FILE": file}) == ["MASTER_KEY_FILE"]
    assert config.parse({**on_sqlite, "MASTER_KEY_FILE": "/etc/goen/master.key"})
    assert config.parse({**on_sqlite, "MASTER_KEY": base64.b64encode(bytes(32)).decode()})


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=8100\nSECRET_KEY=" + "f" * 32 + "\nPUBLIC_URL=http://localhost:1\n")
    monkeypatch.setattr(config, "ROOT", tmp_path)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("PORT", "8200")

    settings = config.read()

    assert settings.port == 8200
    assert settings.secret_key == "f" * 32


def test_migrations_need_the_database_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(config, "ROOT", tmp_path)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgres://u@h/n")
    assert config.database_url() == "postgresql+psycopg://u@h/n"

    monkeypatch.setenv("DATABASE_URL", "nowhere")
    with pytest.raises(config.ConfigError):
        config.database_url()


def test_the_example_has_every_variable_and_no_other() -> None:
    assert tuple(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == environment.VARIABLES


def test_every_variable_of_the_example_is_explained_in_both_languages() -> None:
    explained = re.findall(r"^# (.+) / (.+)\n([A-Z_]+)=", EXAMPLE, re.MULTILINE)

    assert tuple(name for _, _, name in explained) == environment.VARIABLES
    assert all(re.search("[ぁ-んァ-ン一-龥]", ja) and not re.search("[ぁ-ん]", en) for ja, en, _ in explained)


def test_the_example_asks_only_for_a_secret_before_it_works() -> None:
    values = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))

    assert refused(values) == ["SECRET_KEY"]
    assert config.parse({**values, "SECRET_KEY": "s" * 32}) == config.parse({**FINE, "SECRET_KEY": "s" * 32})
