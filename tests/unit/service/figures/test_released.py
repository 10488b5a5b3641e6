"""An ordinary week and quarter: what is released, that it stays, and who may make and read it."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from jsonschema import Draft202012Validator

from bridge.adapters.words import LANGUAGES, spoken
from bridge.core.errors import NotPermittedError, Unusable
from bridge.core.log.participation import Quarter, Week
from bridge.core.model.activity import EntryType
from bridge.core.model.caller import Caller, Role, operator
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, SpaceId, TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.task import Fields, Task
from bridge.core.reports.figures import Outcome
from bridge.core.rules.consent import Force
from bridge.ports.access_log import Result
from bridge.service.release import due, release, released
from tests.docs.sources import ROOT
from tests.unit.service.figures.figured import SAID, WEEK, Figured, told

QUARTER = Quarter("2026-Q4")


def test_dg_01_a_week_is_released_as_worked_out_by_hand(office: Figured) -> None:
    """W6: four numbers of tasks, rounded to five, of the spaces that may be counted, and whom they rest upon."""
    office.ordinary_week()
    made = office.release().release
    assert told(made) == {(metric, ""): said["told"] for metric, said in SAID["week"].items()}
    assert (made.persons, made.organisations) == (42, 6)
    assert made.excluded == ("ausbildung", "einkauf")
    assert (made.charter, made.reason, made.gaps) == ("3", "", ())


def test_dg_01_what_happens_in_a_space_that_is_too_small_is_not_in_the_networks_figures(office: Figured) -> None:
    """W2: else the weeks less the published spaces would tell what the space does."""
    office.worked("opened", {"distel": 20, "erle": 20, "fichte": 20}, space="ausbildung")
    office.ordinary_week()
    assert told(office.release().release)["opened", ""] == 25


def test_dg_07_what_arrives_late_counts_in_the_week_in_which_it_arrives(office: Figured) -> None:
    """Whatever the day on which it was done; the week that was released does not change."""
    office.ordinary_week()
    before = office.release()
    late = [office.act(EntryType.OPENED, f"birke-{number}", Week("2026-W48")) for number in range(10)]
    late += [office.act(EntryType.OPENED, f"ahorn-{number}", Week("2026-W48")) for number in range(10)]
    office.happened(*late, *(office.act(EntryType.OPENED, "birke-1") for _ in range(20)))
    assert office.release() == before
    assert office.release(on=WEEK.last + timedelta(days=9)) == before


def test_dg_07_a_released_week_is_printed_as_it_was_whatever_the_rules_and_people_are_now(office: Figured) -> None:
    """W1: never computed again, also where today nothing could be shown any more."""
    office.ordinary_week()
    before = office.release()
    office.leaves(*(person.id for partner in office.network.partners for person in partner.roster[1:]))
    assert office.release(on=WEEK.last + timedelta(days=9)) == before


def test_dg_07_a_week_that_is_not_over_is_not_released(office: Figured) -> None:
    """The cut-off is midnight between Sunday and Monday in the network."""
    office.ordinary_week()
    with pytest.raises(NotPermittedError) as refused:
        office.release(on=WEEK.last)
    assert refused.value.key == "release.not_over"
    for language in LANGUAGES:
        assert "2026-W47" in spoken(language)(refused.value.key, **refused.value.values)
    assert office.release(on=WEEK.last + timedelta(days=1)).release.reason == ""


def test_dg_08_one_document_is_signed_for_everybody_and_kept_byte_for_byte(office: Figured) -> None:
    """W8: its fingerprint and the network's signature are over what is kept, and every form is made from it."""
    office.ordinary_week()
    signed = office.release()
    assert signed.fingerprint == sha256(signed.document).hexdigest()
    assert office.vault.signer.is_authentic("muster", signed.document, bytes.fromhex(signed.signature))
    assert bytes.fromhex(signed.key) == office.vault.signer.public_key("muster")
    assert office.releases.of("muster", "F1", WEEK.name) == signed
    assert office.releases.last("muster", "F1", 4, "2026-W53") == [signed]
    assert office.releases.last("muster", "F1", 4, "2026-W46") == []


def test_dg_10_the_document_says_what_its_figures_are(office: Figured) -> None:
    """Tasks of a period, whom they rest upon, the threshold, the rounding, gaps; p of the p%-rule stands nowhere."""
    office.ordinary_week()
    said = json.loads(office.release().document)
    assert said["schema"] == "cobridge.figures/1"
    assert (said["period"], said["unit"], said["rounded_to"], said["told_from"]) == ("2026-W47", "tasks", 5, 10)
    assert said["basis"] == {"persons": 42, "organisations": 6}
    assert said["least"] == {"organisations": 3, "persons": 10, "persons_without_one_organisation": 5}
    assert set(said) == {
        "schema", "evaluation", "network", "period", "released_on", "charter", "unit", "rounded_to", "told_from",
        "least", "basis", "excluded", "reason", "gaps", "figures",
    }  # fmt: skip
    assert {key for each in said["figures"] for key in each} == {"metric", "space", "outcome", "value"}


def test_dg_08_nothing_of_a_roster_or_a_task_gets_into_a_document(office: Figured) -> None:
    """W7: where a name got into it after all, it is neither kept nor released."""
    office.ordinary_week()
    written = office.release().document.decode()
    for partner in office.network.partners:
        for word in (partner.name, *(each for person in partner.roster for each in (person.name, person.id))):
            assert word not in written
    office.ordinary_week(Week("2026-W48"))
    office.charter = f"3 ({office.network.partners[0].roster[0].name})"
    with pytest.raises(Unusable, match="would speak of somebody"):
        office.release(period=Week("2026-W48"))
    assert office.releases.of("muster", "F1", "2026-W48") is None


@pytest.mark.parametrize("title", ["opened", "2026-W47", "messe"])
def test_a_task_that_is_called_like_a_word_of_every_document_stops_no_release(office: Figured, title: str) -> None:
    """W7 looks for what tells of somebody."""
    made = Task(TaskId("task"), Fields(title=title), PlaceId("messe-ahorn"))
    office.spaces.agree(SpaceId("messe"), Decision(agreed=Memory(tasks={made.id: made})), ())
    office.ordinary_week()
    assert office.release().release.reason == ""


def test_dg_01_a_quarter_tells_of_each_space_that_may_be_counted(office: Figured) -> None:
    """W2: thirteen whole weeks, by space, and none of a space that is too small."""
    for metric, factor in (("opened", 2), ("completed", 3)):
        for space, names in (("messe", ("ahorn", "birke", "distel")), ("logistik", ("birke", "zeder", "fichte"))):
            office.worked(metric, dict.fromkeys(names, 4 * factor), space=space)
    office.worked("opened", {"distel": 30, "erle": 30, "fichte": 30}, space="ausbildung")
    office.read(QUARTER.first - timedelta(days=1), QUARTER.last)
    made = office.release("F2", QUARTER).release
    figures = told(made)
    assert {space for _, space in figures} == {"messe", "logistik", "antrag"}
    assert figures["opened", "messe"] == 25
    assert figures["completed", "logistik"] == 35
    assert figures["opened", "antrag"] == "under_10"
    assert made.excluded == ("ausbildung", "einkauf")
    found = office.releases.audit("muster", "F2", QUARTER.name)
    assert found
    assert found.holds
    assert found.narrowest >= 5


@pytest.mark.parametrize(
    "caller",
    [operator(), *(Caller("x", role) for role in Role if role is not Role.SERVICE)],
    ids=lambda each: f"{each.id} {each.role}",
)
def test_pl_40_nobody_but_the_service_releases_figures(office: Figured, caller: Caller) -> None:
    """It is refused, recorded, and nothing is made."""
    office.ordinary_week()
    office.clock.day = WEEK.last + timedelta(days=1)
    with pytest.raises(NotPermittedError):
        release("F1", WEEK, caller, office.access, office.releasing)
    assert office.releases.of("muster", "F1", WEEK.name) is None


def test_everybody_with_the_right_reads_the_same_figures_and_that_is_recorded(office: Figured) -> None:
    """As the access table has it: who works in the network as well as its office; not who runs the server."""
    office.ordinary_week()
    signed = office.release()
    for role in (Role.PERSON, Role.NETWORK_MANAGER, Role.PARTNER_COORDINATOR, Role.DSB, Role.BETRIEBSRAT):
        partner = office.network.partners[0].id
        assert released("F1", WEEK, Caller("ahorn-1", role, partner), office.access, office.releases) == signed
    for role in (Role.SYSADMIN, Role.AUDITOR):
        with pytest.raises(NotPermittedError):
            released("F1", WEEK, Caller("x", role), office.access, office.releases)
    results = [each.result for each in office.looks.read("muster", Caller("dsb", Role.DSB))]
    assert results.count(Result.REFUSED) == 2
    assert released("F1", Week("2026-W46"), Caller("d", Role.DSB), office.access, office.releases) is None


def test_pl_40_figures_that_are_not_agreed_are_neither_due_nor_made(office: Figured) -> None:
    """The charter in force decides."""
    office.ordinary_week()
    office.__dict__["force"] = Force(
        {k: v for k, v in office.force.points.items() if k != "figure:network"}, office.force.agreed
    )
    office.clock.day = WEEK.last + timedelta(days=1)
    assert [name for name, _ in due(office.access, office.releasing)] == []
    with pytest.raises(NotPermittedError):
        office.release()


def test_what_is_due_is_last_week_and_weeks_that_were_missed_and_a_quarter_that_is_over(office: Figured) -> None:
    """Nothing twice, and nothing of the time before the network went live."""
    office.clock.day = Week("2026-W47").first
    assert due(office.access, office.releasing) == (("F1", Week("2026-W46")),)
    office.release(period=Week("2026-W46"))
    office.clock.day = Week("2026-W49").first
    assert due(office.access, office.releasing) == (("F1", Week("2026-W47")), ("F1", Week("2026-W48")))
    for week in ("2026-W47", "2026-W48"):
        office.release(period=Week(week))
    assert due(office.access, office.releasing) == ()
    office.clock.day = QUARTER.last + timedelta(days=1)
    assert due(office.access, office.releasing)[-2:] == (("F1", Week("2026-W53")), ("F2", QUARTER))


def test_dg_09_what_is_not_shown_has_no_value(office: Figured) -> None:
    """Neither zero nor anything: the document says why instead."""
    office.read(WEEK.first - timedelta(days=1), WEEK.last)
    signed = office.release()
    assert {each.outcome for each in signed.release.cells} == {Outcome.UNDER}
    assert {each["value"] for each in json.loads(signed.document)["figures"]} == {None}


def test_dg_10_the_document_is_of_the_published_form(office: Figured) -> None:
    """Whoever reads it by a program of their own finds what docs/schemas/figures.json says, whatever became of it."""
    form = Draft202012Validator(json.loads((ROOT / "docs/schemas/figures.json").read_text("utf-8")))
    office.ordinary_week()
    for period in (WEEK, Week("2026-W48"), Week("2026-W49")):
        form.validate(json.loads(office.release(period=period).document))
    assert office.release(period=Week("2026-W49")).release.reason == "data_gap"
