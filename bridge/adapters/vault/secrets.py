"""One connection's secrets, some of which its tool may renew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping

from bridge.core.model.ids import ConnectionId
from bridge.ports.vault import Vault


class Secrets(MutableMapping[str, str]):
    """As configured, but for what the tool renewed: that is set here, and the vault keeps it beyond the process."""

    def __init__(
        self, connection: ConnectionId, configured: Mapping[str, str], vault: Vault, hide: Callable[[str], object]
    ) -> None:
        """`hide` is told of every secret that is in no setting, so that diagnostics never show it."""
        self._connection, self._configured, self._vault, self._hide = connection, configured, vault, hide
        self._values = dict(configured)
        for name, value in configured.items():
            if renewed := vault.renewed(connection, name, value):
                hide(renewed)
                self._values[name] = renewed

    def __repr__(self) -> str:
        """No value."""
        return f"Secrets({self._connection})"

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __setitem__(self, name: str, value: str) -> None:
        """Take what the tool gives in place of the secret. Raises KeyError where none of that name is configured."""
        self._hide(value)
        self._vault.renew(self._connection, name, self._configured[name], value)
        self._values[name] = value

    def __delitem__(self, name: str) -> None:
        """No secret is ever taken away."""
        raise TypeError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
