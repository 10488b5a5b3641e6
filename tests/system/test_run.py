"""The service that runs by schedule, as a process: people act in their tools, and it does the rest by itself."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import requests

from bridge.entry.scheduler import GRACE
from tests.system.served import COBRIDGE, Service, World, until, world

pytestmark = pytest.mark.slow

PROMPT = 10.0
"""Seconds within which a stop has to end, beyond the grace."""


def mirrored(there: World, number: int) -> bool:
    """All tasks of the first space stand in both places, each once."""
    asana = there.titles("asana")
    return asana.total() == number and asana == there.titles("trello")


def comments(there: World, title: str) -> list[str]:
    """What stands below the card."""
    (card,) = [each for each in there.items("trello") if each["title"] == title]
    return [each["text"] for each in card["comments"]]


def test_what_people_do_arrives_without_anybody_starting_anything(tmp_path: Path) -> None:
    """The plain command, at its own pace: a card of one company becomes the other's task, and an answer comes back."""
    with world(tmp_path) as there, there.service(COBRIDGE) as service:
        until(lambda: mirrored(there, 3))
        until(service.is_well)
        there.anna_creates("Fenster einsetzen")
        there.bob_comments("Aufgabe 1", "Material ist bestellt.")
        until(lambda: mirrored(there, 4))
        (said,) = until(lambda: comments(there, "Aufgabe 1"))
        assert "Material ist bestellt." in said


def test_a_killed_service_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    """Killed in the middle of its work, twice; people go on meanwhile; the next start finishes it."""
    with world(tmp_path, cards=60) as there:
        there.slow_down(0.05)
        for reached in (5, 25):
            with there.service() as service:
                until(lambda reached=reached: there.titles("asana").total() >= reached)  # type: ignore[misc]
                service.process.kill()
                service.process.wait()
            there.anna_creates(f"Nach {reached}")
        assert there.titles("asana").total() < 60
        there.anna_renames("Aufgabe 0", "Anders als zuvor")
        there.heal()
        with there.service() as service:
            until(lambda: mirrored(there, 62))
            until(service.is_well)
        assert there.titles("trello")["Anders als zuvor"] == 1
        assert set(there.titles("asana").values()) == {1}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_in_the_middle_of_work_ends_within_seconds(tmp_path: Path, number: signal.Signals) -> None:
    """Exit code 0, the rest is left to the next start, which finishes it without doubling anything."""
    with world(tmp_path, cards=100) as there:
        there.slow_down(0.3)
        with there.service() as service:
            until(lambda: there.titles("asana").total() >= 3)
            began = monotonic()
            service.process.send_signal(number)
            assert service.process.wait(GRACE + PROMPT) == 0
            assert monotonic() - began < GRACE + PROMPT
            assert there.titles("asana").total() < 100
        there.heal()
        with there.service() as service:
            until(lambda: mirrored(there, 100))
            service.process.send_signal(number)
            assert service.process.wait(PROMPT + GRACE) == 0


def test_a_second_process_on_the_same_data_is_refused(tmp_path: Path) -> None:
    """With a sentence that names the first, and without touching anything; the first goes on."""
    with world(tmp_path) as there, there.service() as service:
        until(service.is_well)
        second = there.run("run", "--port", "0")
        assert second.returncode == 1
        assert f"Another cobridge (process {service.process.pid})" in second.stderr
        assert "Traceback" not in second.stderr
        assert service.process.poll() is None


def test_a_port_that_is_taken_is_told_before_anything_begins(tmp_path: Path) -> None:
    """One sentence, bad input."""
    with world(tmp_path) as there:
        port = there.sandbox.control_url.rpartition(":")[2]
        refused = there.run("run", "--port", port)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert f"Port {port}" in refused.stderr
        assert not there.items("asana")


def test_one_places_revoked_credential_stops_no_other_space(tmp_path: Path) -> None:
    """It is told at once where it is, the other space goes on, and what gathered drains when it is mended."""
    with world(tmp_path) as there, there.service() as service:
        until(service.is_well)
        there.revoke("elektro")
        troubled = until(lambda: service.place("elektro-board")["trouble"])
        assert "credential" in troubled
        assert service.health()[0] == 503
        there.anna_creates("Fenster einsetzen")
        there.anna_creates("Kabel ziehen", "elektro")
        until(lambda: mirrored(there, 4))
        assert not service.place("rohbau-board")["trouble"]
        there.heal()
        until(lambda: there.titles("asana", "elektro")["Kabel ziehen"] == 1)
        until(service.is_well)


def test_a_space_without_its_secret_stops_no_other_space(tmp_path: Path) -> None:
    """`status` and /health name the setting, at the places of that connection alone; the other space is mirrored."""
    with world(tmp_path, missing=("zweites-trello",)) as there, there.service() as service:
        until(lambda: mirrored(there, 3))
        until(lambda: not service.place("rohbau-board")["late"])
        said = service.place("elektro-board")
        assert "COBRIDGE_CONNECTIONS__ZWEITES_TRELLO__KEY" in said["trouble"]
        assert said["late"]
        assert not service.place("elektro-project")["trouble"]
        assert service.health()[0] == 503
        assert said["trouble"] in there.run("status", "--json").stdout


def test_health_is_true_at_every_moment(tmp_path: Path) -> None:
    """From the first moment on through a pause and a resume: 200 exactly when all is well, and nothing of anybody."""
    with world(tmp_path) as there, there.service() as service:
        samples = Samples(there, service)
        status, said = samples.take()
        assert status == 200 or any(place["last_read"] is None for place in said["places"])
        until(lambda: samples.take()[0] == 200)
        there.anna_deletes_everything("elektro")
        until(lambda: samples.place("elektro-board")["paused"])
        assert samples.take()[0] == 503
        assert not samples.place("rohbau-board")["paused"]
        assert there.titles("asana", "elektro").total() == 3
        assert there.run("space", "resume", "elektro").returncode == 0
        until(lambda: samples.take()[0] == 200)
        until(lambda: all(each["archived"] or each["lane"] == "Archiv" for each in there.items("asana", "elektro")))
        assert samples.statuses[200] > 1
        assert samples.statuses[503] > 1


class Samples:
    """What /health says, each time held against what must always be so."""

    def __init__(self, there: World, service: Service) -> None:
        self._there, self._service = there, service
        self.statuses: Counter[int] = Counter()

    def take(self) -> tuple[int, dict[str, Any]]:
        answer = requests.get(self._service.url, timeout=10)
        said = answer.json()
        wrong = [each for each in said["places"] if each["late"] or each["trouble"] or each["paused"]]
        assert (answer.status_code == 200) == said["well"] == (not wrong and not said["trouble"])
        told = [*self._there.sandbox.environment.values(), "Aufgabe", "Anna", "Bob", "Weber"]
        assert not [each for each in told if each in answer.text]
        self.statuses[answer.status_code] += 1
        return answer.status_code, said

    def place(self, identity: str) -> dict[str, Any]:
        self.take()
        return self._service.place(identity)


def test_doctor_says_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    """All well: 0. A credential that is refused, or a secret that is missing: 1 and the advice. A wrong file: 2."""
    with world(tmp_path) as there:
        well = there.run("doctor")
        assert (well.returncode, "FAULT" in well.stdout) == (0, False)
        assert "vault.key" in well.stdout
        there.revoke("elektro")
        bad = there.run("doctor", "--json")
        assert bad.returncode == 1
        assert '"well": false' in bad.stdout
        assert "credential" in bad.stdout
        (tmp_path / "network.toml").write_text("[network]\n", "utf-8")
        assert there.run("doctor").returncode == 2


def test_doctor_may_look_while_the_service_runs(tmp_path: Path) -> None:
    """Nobody has to stop anything to find out what is wrong."""
    with world(tmp_path) as there, there.service() as service:
        until(service.is_well)
        assert there.run("doctor").returncode == 0


def test_doctor_says_that_the_vault_cannot_be_opened(tmp_path: Path) -> None:
    """The key that is gone is a finding with its advice, not the end of the command."""
    with world(tmp_path) as there:
        assert there.run("doctor").returncode == 0
        (tmp_path / "data" / "vault.key").unlink()
        bad = there.run("doctor", "--json")
        assert bad.returncode == 1
        assert "put it back from its backup" in bad.stdout
