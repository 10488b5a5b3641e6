"""The environment: what is not known is an error, and a secret is never printed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bridge.core.model.ids import ConnectionId
from config.faults import ConfigError
from config.settings import read_settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine that runs the tests counts."""
    for key in os.environ:
        if key.upper().startswith("COBRIDGE_"):
            monkeypatch.delenv(key)


def test_without_any_setting_everything_has_its_usual_place() -> None:
    """The store is a file in the data directory, which is below the current one."""
    settings = read_settings()
    assert settings.network_file == Path("network.toml")
    assert settings.database.get_secret_value() == f"sqlite:///{Path.cwd()}/cobridge-data/cobridge.db"
    assert settings.log_format == "text"


def test_each_connection_has_its_own_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection finds its secrets by its id; shells allow no hyphen there, so it is written as an underscore."""
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__WEBER_TRELLO__KEY", "key-4711")
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__WEBER_TRELLO__TOKEN", "token-4711")
    monkeypatch.setenv("COBRIDGE_CONNECTIONS__ASANA__TOKEN", "token-4712")
    settings = read_settings()
    assert settings.secrets_of(ConnectionId("weber-trello")) == {"key": "key-4711", "token": "token-4711"}
    assert settings.secrets_of(ConnectionId("asana")) == {"token": "token-4712"}
    assert settings.secrets_of(ConnectionId("elsewhere")) == {}


def test_secrets_are_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever prints the settings sees stars; diagnostics learn every secret, a url's password too, to hide it."""
    secrets = {
        "COBRIDGE_CONNECTIONS__ASANA__TOKEN": "token-4712",
        "COBRIDGE_VAULT_KEY": "ab" * 32,
        "COBRIDGE_SMTP_URL": "smtp://mailer:pass%2D4713@mail.example:587",
        "COBRIDGE_DATABASE_URL": "postgresql://cobridge:pass-4714@db.example/cobridge",
    }
    for key, value in secrets.items():
        monkeypatch.setenv(key, value)
    settings = read_settings()
    printed = f"{settings!r} {settings} {settings.model_dump()} {settings.database}"
    assert not [value for value in (*secrets.values(), "pass-4713", "pass-4714") if value in printed]
    assert {*secrets.values(), "pass-4713", "pass-4714"} <= set(settings.all_secrets())


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("COBRIDGE_DATADIR", "/srv", "COBRIDGE_DATADIR is no setting: perhaps COBRIDGE_DATA_DIR was meant."),
        ("COBRIDGE_CONNECTIONS__TOKEN", "s3cret-1", "COBRIDGE_CONNECTIONS__TOKEN names no secret: write "),
        ("COBRIDGE_CONNECTIONS", "s3cret-1", "COBRIDGE_CONNECTIONS names no secret: write "),
        ("COBRIDGE_LOG_FORMAT", "xml", "COBRIDGE_LOG_FORMAT is not valid: 'text' or 'json'."),
        ("COBRIDGE_TRELLO_URL", "https://x.example/1", "COBRIDGE_TRELLO_URL is not valid: an origin without path"),
        ("COBRIDGE_CLOCK_URL", "later", "COBRIDGE_CLOCK_URL is not valid: an origin without path"),
        (
            "COBRIDGE_SMTP_URL",
            "mail.weber.example:587",
            "COBRIDGE_SMTP_URL is not valid: smtps://, starttls:// or smtp://",
        ),
        ("COBRIDGE_SMTP_URL", "smtp://bote:s3cret/1@mail.example", "COBRIDGE_SMTP_URL is not valid: smtps://, "),
        ("COBRIDGE_SMTP_URL", "https://bote:s3cret@mail.example", "COBRIDGE_SMTP_URL is not valid: smtps://, "),
    ],
)
def test_a_wrong_key_is_named_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, key: str, value: str, said: str
) -> None:
    """A slip of the pen is told with the nearest right key, and the value is not repeated."""
    monkeypatch.setenv(key, value)
    with pytest.raises(ConfigError) as refused:
        read_settings()
    assert len(refused.value.faults) == 1
    assert refused.value.faults[0].startswith(said)
    assert value not in refused.value.faults[0]


def test_all_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody mends one line only to meet the next."""
    for key in ("COBRIDGE_DATADIR", "COBRIDGE_LOG_FORMAT", "COBRIDGE_ASANA_URL"):
        monkeypatch.setenv(key, "wrong")
    with pytest.raises(ConfigError) as refused:
        read_settings()
    assert [fault.split()[0] for fault in refused.value.faults] == [
        "COBRIDGE_DATADIR",
        "COBRIDGE_ASANA_URL",
        "COBRIDGE_LOG_FORMAT",
    ]


def test_the_key_of_the_vault_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two keys would leave it open which of them the vault was made with."""
    monkeypatch.setenv("COBRIDGE_VAULT_KEY", "ab" * 32)
    monkeypatch.setenv("COBRIDGE_VAULT_KEY_FILE", "/srv/vault.key")
    with pytest.raises(ConfigError, match="are both set"):
        read_settings()


@pytest.mark.parametrize("key", ["ab" * 31, "xy" * 32, "geheim"])
def test_a_key_of_the_vault_that_is_none_is_a_fault_of_the_settings(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with all other faults, before anything is opened, and not repeated."""
    monkeypatch.setenv("COBRIDGE_VAULT_KEY", key)
    monkeypatch.setenv("COBRIDGE_LOG_FORMAT", "wrong")
    with pytest.raises(ConfigError) as refused:
        read_settings()
    assert [fault.split()[0] for fault in refused.value.faults] == ["COBRIDGE_VAULT_KEY", "COBRIDGE_LOG_FORMAT"]
    assert not [fault for fault in refused.value.faults if key in fault]


def test_an_empty_value_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose files pass on empty variables."""
    monkeypatch.setenv("COBRIDGE_TRELLO_URL", "")
    assert read_settings().trello_url is None
