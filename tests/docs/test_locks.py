"""What the project needs is what a fresh machine installs."""

import re
import tomllib

from tests.docs.sources import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def named(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return match[0].lower().replace("_", "-").replace(".", "-")


def pinned(lock: str) -> set[str]:
    return {named(name) for name in PINNED.findall((ROOT / lock).read_text("utf-8"))}


def test_every_dependency_is_locked() -> None:
    """A dependency that is missing in the lock is there by chance on the developer's machine alone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {named(each) for each in project["project"]["dependencies"]}
    assert wanted - pinned("requirements.lock") == set()
    tools = {named(each) for group in project["dependency-groups"].values() for each in group if isinstance(each, str)}
    assert tools - pinned("requirements-dev.lock") - pinned("requirements.lock") == set()
