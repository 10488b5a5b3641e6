"""Who stands where: a set of places with what each can hold, and the people who work there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bridge.core.model.ids import Account, PersonId
from bridge.core.model.reach import DueForm, Manifest, TextForm
from connectors import registry
from connectors.memory.manifest import MANIFESTS

SHORT = 100
"""A title limit below this is met by what people write here."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Places by name. `shared` are persons with accounts at several of them, confirmed by their partner."""

    manifests: Mapping[str, Manifest]
    people: Mapping[str, Mapping[Account, str]]
    shared: Mapping[PersonId, Mapping[str, Account]]

    def rank(self, site: str, name: str) -> int:
        """How much of a field is lost there: 0 for nothing."""
        manifest, kind = self.manifests[site], name.split(maxsplit=1)[0]
        lost = {
            "title": _is_short(manifest.title_limit),
            "text": manifest.text is TextForm.PLAIN,
            "due": manifest.due is DueForm.DAY,
            "start": (manifest.due is DueForm.DAY) + manifest.start_needs_due + 4 * ("start" not in manifest.holds),
            "label": "labels" not in manifest.holds,
            "check": _is_short(manifest.check_title_limit) + 2 * ("checklist" not in manifest.holds),
            "archived": False,
        }
        return int(lost.get(kind, kind in ("lane", "people") and manifest.text is TextForm.PLAIN))

    def least(self, name: str) -> int:
        """What is lost where least is lost."""
        return min(self.rank(site, name) for site in self.manifests)


def _is_short(limit: int | None) -> bool:
    return limit is not None and limit < SHORT


def _people(**names: str) -> Mapping[Account, str]:
    return {Account(account): f"{account.title()} {name}" for account, name in names.items()}


UNLIKE = Cast(
    MANIFESTS,
    {
        "full": _people(anna="Apfel", alex="Ahorn"),
        "plainly": _people(bert="Birke", bine="Buche"),
        "narrow": _people(cora="Ceder", carl="Conifer"),
    },
    {},
)
"""Three places as unlike as can be; nobody has an account at another's."""


def _as_memory(tool: str) -> Manifest:
    """What a real tool can hold, at a place of the memory tool: nothing fades there, and no channel is needed."""
    return replace(registry.manifest(tool), comment_setting="", comments_fade=False)


REAL = Cast(
    {tool: _as_memory(tool) for tool in ("asana", "slack", "teams", "trello")},
    {
        "asana": _people(anna="Apfel", alex="Ahorn"),
        "slack": _people(bert="Birke", bine="Buche", anna="Apfel"),
        "teams": _people(cora="Ceder", carl="Conifer"),
        "trello": _people(dora="Distel", anna="Apfel"),
    },
    {PersonId("anna"): {"asana": Account("anna"), "slack": Account("anna"), "trello": Account("anna")}},
)
"""Four places that can hold what the real tools can; Anna works at three of them."""
