"""One connection's secrets, some of which its tool may renew, and those that the tool itself gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager

from bridge.core.model.ids import ConnectionId
from bridge.ports.vault import Vault


class Secrets(MutableMapping[str, str]):
    """As configured, but for what was set here in place of it: that is kept by the vault, beyond the process.

    Under names that nobody configured is what somebody entered or the tool gave. Each is looked up whenever it is
    asked for, since whoever made another such object, in another process too, may have set it.
    """

    def __init__(
        self, connection: ConnectionId, configured: Mapping[str, str], vault: Vault, hide: Callable[[str], object]
    ) -> None:
        """`hide` is told of every secret that is in no setting, so that diagnostics never show it."""
        self._connection, self._configured, self._vault, self._hide = connection, configured, vault, hide
        self._hidden = set[str](configured.values())
        for name in configured:
            self.get(name)

    def __repr__(self) -> str:
        """No value."""
        return f"Secrets({self._connection})"

    def __getitem__(self, name: str) -> str:
        configured = self._configured.get(name, "")
        value = self._vault.renewed(self._connection, name, configured) or configured
        if not value:
            raise KeyError(name)
        self._hidden_from_now(value)
        return value

    def __setitem__(self, name: str, value: str) -> None:
        """Take what the tool gives; it is kept when this returns. Raises Unusable where it cannot be."""
        self._hidden_from_now(value)
        self._vault.renew(self._connection, name, self._configured.get(name, ""), value)

    def __delitem__(self, name: str) -> None:
        """No secret is ever taken away."""
        raise TypeError(name)

    def __iter__(self) -> Iterator[str]:
        """The configured ones."""
        return (name for name, value in self._configured.items() if value)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def alone(self) -> AbstractContextManager[object]:
        """See `Vault.alone`."""
        return self._vault.alone(self._connection)

    def keep(self, given: Mapping[str, str]) -> None:
        """Take all of them, while nobody renews any."""
        with self.alone():
            for name, value in given.items():
                self[name] = value

    def _hidden_from_now(self, value: str) -> None:
        if value not in self._hidden:
            self._hidden.add(value)
            self._hide(value)
