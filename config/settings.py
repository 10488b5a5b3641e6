"""What the process is told by its environment, every key with the prefix `COBRIDGE_`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from bridge.core.model.ids import ConnectionId
from config.faults import ConfigError, nearest

PREFIX = "COBRIDGE_"
MAIL_SCHEMES = ("smtp", "smtps", "starttls")
SECRET_KEY = re.compile(r"COBRIDGE_CONNECTIONS__([A-Za-z0-9_]*[A-Za-z0-9])__([A-Za-z0-9_]+)", re.IGNORECASE)


def _origin(url: str) -> str:
    """The url when it is scheme, host and port alone."""
    if not re.fullmatch(r"https?://[^/?#@\s]+/?", url):
        raise ValueError("an origin without path is allowed, such as https://api.example.org")
    return url.rstrip("/")


def _mail_server(url: SecretStr) -> SecretStr:
    """The url when it says how a mail server is reached."""
    try:
        parts = urlsplit(url.get_secret_value())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname or port == 0 or parts.path.strip("/"):
        raise ValueError(
            "smtps://, starttls:// or smtp:// with a host is allowed, such as "
            "starttls://user:password@mail.example.org:587?from=cobridge@example.org; signs such as @ and / in user "
            "and password are written as %40 and %2F"
        )
    return url


def _vault_key(key: SecretStr) -> SecretStr:
    """The key when it can be one, or when there is none."""
    if not re.fullmatch(r"([0-9a-fA-F]{64})?", "".join(key.get_secret_value().split())):
        raise ValueError("64 hexadecimal digits are allowed; make them with: openssl rand -hex 32")
    return key


Origin = Annotated[str, AfterValidator(_origin)]

MailServer = Annotated[SecretStr, AfterValidator(_mail_server)]

VaultKey = Annotated[SecretStr, AfterValidator(_vault_key)]


class Settings(BaseSettings):
    """The keys, without their prefix. Secrets show as `**********` wherever they are printed."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data_dir: Path = Path("cobridge-data")
    database_url: SecretStr | None = None
    network_file: Path = Path("network.toml")
    vault_key: VaultKey = SecretStr("")
    vault_key_file: Path | None = None
    public_url: Origin | None = None
    clock_url: Origin | None = None
    trello_url: Origin | None = None
    asana_url: Origin | None = None
    slack_url: Origin | None = None
    graph_url: Origin | None = None
    graph_login_url: Origin | None = None
    smtp_url: MailServer | None = None
    log_format: Literal["text", "json"] = "text"
    code: SecretStr = SecretStr("")
    connections: Mapping[str, Mapping[str, SecretStr]] = Field(default_factory=dict)

    @property
    def database(self) -> SecretStr:
        """Where the store is: as told, else a file in the data directory."""
        return self.database_url or SecretStr(f"sqlite:///{self.data_dir.absolute() / 'cobridge.db'}")

    def secrets_of(self, connection: ConnectionId) -> dict[str, str]:
        """The connection's secrets by name, in small letters; a hyphen of its id is an underscore there."""
        found = self.connections.get(connection.lower().replace("-", "_"), {})
        return {name: secret.get_secret_value() for name, secret in found.items()}

    def all_secrets(self) -> tuple[str, ...]:
        """Every secret value, so that diagnostics can keep them out."""
        single = (self.database_url, self.vault_key, self.smtp_url, self.code)
        several = (secret for each in self.connections.values() for secret in each.values())
        values = [secret.get_secret_value() for secret in (*single, *several) if secret]
        passwords = [_password(value) for value in values if "://" in value]
        plain = [unquote(password) for password in passwords]
        return tuple(value for value in (*values, *passwords, *plain) if value)


def _password(url: str) -> str:
    try:
        return urlsplit(url).password or ""
    except ValueError:
        return ""


def read_settings() -> Settings:
    """The settings of this process. Raises ConfigError with every fault of the environment."""
    given = [key for key in os.environ if key.upper().startswith(PREFIX)]
    faults = list(_unknown(given))
    try:
        settings = Settings()
    except SettingsError:  # `COBRIDGE_CONNECTIONS` itself, which is told already
        raise ConfigError(faults) from None
    except ValidationError as fault:
        faults += [_sentence(each) for each in fault.errors() if each["loc"][0] != "connections"]
        raise ConfigError(faults) from None  # the original would print what was given
    if settings.vault_key.get_secret_value() and settings.vault_key_file:
        faults.append("COBRIDGE_VAULT_KEY and COBRIDGE_VAULT_KEY_FILE are both set: give the vault's key once.")
    if faults:
        raise ConfigError(faults)
    return settings


def _unknown(keys: Iterable[str]) -> Iterator[str]:
    allowed = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields if name != "connections"}
    for key in keys:
        if key.upper().startswith(f"{PREFIX}CONNECTIONS"):
            if not SECRET_KEY.fullmatch(key):
                yield f"{key} names no secret: write COBRIDGE_CONNECTIONS__<CONNECTION>__<NAME>."
        elif key.upper() not in allowed:
            yield f"{key} is no setting: {nearest(key.upper(), allowed)}."


def _sentence(fault: ErrorDetails) -> str:
    """One fault in words. What was given is not repeated: it may be a secret in the wrong place."""
    key = PREFIX + "__".join(str(part) for part in fault["loc"]).upper()
    expected = fault.get("ctx", {}).get("expected") or fault.get("ctx", {}).get("error") or fault["msg"]
    return f"{key} is not valid: {expected}."
