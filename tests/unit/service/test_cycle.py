"""One cycle: what it does not do matters as much as what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bridge.adapters.store.memory import MemoryLog, MemorySpaces
from bridge.core.errors import Ambiguous, Retry
from bridge.core.log.entry import Entry
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.operation import CreateItem, Done, Operation
from bridge.core.model.refusal import Answer
from bridge.service.cycle import Connectors, Cycle, Wish, run
from bridge.service.look import MOST_ASKED
from tests.machine.inline import Inline
from tests.unit.core.builders import FULL, NARROW, NOW, OFFEN, PLAINLY, SPACE, item, shows, terms
from tests.unit.service.scripted import Scripted

TERMS = terms(FULL, NARROW, PLAINLY)


def nothing(_: Decision) -> Sequence[Entry]:
    """No entries."""
    return ()


def blow_up(operation: Operation) -> Done:
    """Nobody may write."""
    raise AssertionError(operation)


def at_work(number: int = 4) -> tuple[MemorySpaces, dict[PlaceId, Scripted]]:
    """A space whose full place brought so many tasks, which stand everywhere."""
    items = [item(f"f{each}", f"Halle {each}", lane=f"{FULL}/{OFFEN}") for each in range(number)]
    sites = {
        FULL: Scripted(shows(FULL, *items, complete=True, lanes=(OFFEN,))),
        NARROW: Scripted(shows(NARROW, complete=True, lanes=(OFFEN,))),
        PLAINLY: Scripted(shows(PLAINLY, complete=True, lanes=(OFFEN,))),
    }
    store = MemorySpaces(MemoryLog())
    cycle(store, sites)
    for place, site in sites.items():
        site.said = shows(place)
        site.written.clear()
    return store, sites


def cycle(store: MemorySpaces, sites: Connectors, wish: Wish | None = None) -> Cycle:
    """One cycle of the space."""
    return run(TERMS, store, sites, Inline(), nothing, wish or Wish())


def test_a_cycle_with_no_news_writes_nothing() -> None:
    """Where nobody did anything, no tool is written to and no operation planned."""
    store, sites = at_work()
    for site in sites.values():
        site.answer = blow_up
    cycle(store, sites)
    memory = store.memory(SPACE)
    calm = cycle(store, sites)
    assert not any(calm.decision.operations.values())
    assert store.memory(SPACE) == memory


def test_a_refused_decision_agrees_to_nothing() -> None:
    """The guard's no leaves everything as it was, here and there, cursors too; a person's yes lets it pass."""
    store, sites = at_work()
    memory = store.memory(SPACE)
    [*refs] = [link.ref for link in memory.links[NARROW].values()]
    sites[NARROW].said = shows(NARROW, suspects=frozenset(refs))
    sites[NARROW].gone = frozenset(refs)
    refused = cycle(store, sites)
    assert refused.refusal is not None
    assert (refused.refusal.place, refused.refusal.number, refused.refusal.reason) == (NARROW, 4, "emptied")
    assert store.memory(SPACE) == memory
    assert not any(site.written for site in sites.values())
    allowed = cycle(store, sites, Wish(answer=Answer(refused.refusal)))
    assert allowed.refusal is None
    assert all(task.fields.archived for task in store.memory(SPACE).tasks.values())


def test_one_places_trouble_leaves_the_others_working() -> None:
    """A place that cannot be read is left out and loses nothing; what it missed reaches it later."""
    store, sites = at_work(1)
    was = store.memory(SPACE).links[NARROW]
    sites[NARROW].said = Retry("The tool could not be reached.")
    sites[FULL].said = shows(FULL, item("f9", "Neu", lane=f"{FULL}/{OFFEN}"))
    troubled = cycle(store, sites)
    assert set(troubled.failures) == {NARROW}
    assert [type(each) for each in sites[PLAINLY].written] == [CreateItem]
    assert store.memory(SPACE).links[NARROW] == was
    sites[NARROW].said, sites[FULL].said = shows(NARROW), shows(FULL)
    cycle(store, sites)
    assert [type(each) for each in sites[NARROW].written] == [CreateItem]


def test_dg_10_a_place_is_read_on_a_day_when_what_it_said_was_agreed_to() -> None:
    """By the day that the network has; neither one in trouble nor what the guard refused counts as read."""
    store, sites = at_work()
    store.read_days.clear()
    midnight = NOW.replace(day=21, hour=23, minute=30)
    for place, site in sites.items():
        site.said = replace(shows(place), read_at=midnight)
    sites[NARROW].said = Retry("not today")
    cycle(store, sites)
    assert store.read_days == {FULL: {date(2026, 11, 22)}, PLAINLY: {date(2026, 11, 22)}}
    store.read_days.clear()
    sites[FULL].said = replace(shows(FULL, complete=True, lanes=(OFFEN,)), read_at=midnight)
    assert cycle(store, sites).refusal
    assert store.read_days == {}


def test_items_that_are_not_there_are_asked_for_one_by_one() -> None:
    """Deleted is archived elsewhere; moved away or out of sight is unlinked, and the task lives on."""
    store, sites = at_work()
    links = store.memory(SPACE).links[NARROW]
    (deleted, one), (moved, other) = list(links.items())[:2]
    sites[NARROW].said = shows(NARROW, suspects=frozenset({one.ref, other.ref, Ref("fremd")}))
    sites[NARROW].gone = frozenset({one.ref})
    cycle(store, sites)
    tasks = store.memory(SPACE).tasks
    assert sorted(sites[NARROW].asked) == sorted([one.ref, other.ref])
    assert (tasks[deleted].fields.archived, tasks[moved].fields.archived) == (True, False)
    assert store.memory(SPACE).links[NARROW][moved].standing.value == "left"


def test_of_many_that_the_guard_refuses_anyway_only_the_first_are_asked_for() -> None:
    """A thousand calls about an emptied board would only cost. A person who has agreed wants each to be asked for."""
    store, sites = at_work(MOST_ASKED + 5)
    sites[NARROW].said = shows(NARROW, complete=True)
    refused = cycle(store, sites)
    assert refused.refusal
    assert len(sites[NARROW].asked) == MOST_ASKED
    sites[NARROW].asked.clear()
    agreed = cycle(store, sites, Wish(answer=Answer(refused.refusal)))
    assert agreed.refusal is None
    assert len(sites[NARROW].asked) == MOST_ASKED + 5
    assert not any(task.fields.archived for task in store.memory(SPACE).tasks.values()), "they were only moved away"


def test_an_item_whose_write_went_unanswered_is_read_again() -> None:
    """Until the place has shown it, nobody knows; also where the task has turned back to what was seen there."""
    store, sites = at_work(1)
    [link] = store.memory(SPACE).links[NARROW].values()

    def fail(_: Operation) -> Done:
        raise Retry("No answer came.")

    sites[NARROW].answer = fail
    sites[FULL].said = shows(FULL, item("f0", "Anders", lane=f"{FULL}/{OFFEN}"))
    assert NARROW in cycle(store, sites).failures
    sites[NARROW].said = Retry("The tool could not be reached.")
    sites[FULL].said = shows(FULL, item("f0", "Halle 0", lane=f"{FULL}/{OFFEN}"))
    cycle(store, sites)
    sites[NARROW].said, sites[FULL].said = shows(NARROW), shows(FULL)
    cycle(store, sites)
    assert sites[NARROW].sought[-1].refs == {link.ref}


def test_what_was_never_begun_is_no_reason_to_read() -> None:
    """A place that was away, or had no time for all, has much to be written: its feed tells of whatever people did."""
    store, sites = at_work()
    sites[NARROW].said = Retry("The tool could not be reached.")
    items = [item(f"f{each}", "Anders", lane=f"{FULL}/{OFFEN}") for each in range(4)]
    sites[FULL].said = shows(FULL, *items)
    cycle(store, sites)
    sites[NARROW].said, sites[FULL].said = shows(NARROW), shows(FULL)
    cycle(store, sites)
    assert not sites[NARROW].sought[-1]
    assert len(sites[NARROW].written) == 4


def test_a_place_is_read_from_where_its_feed_was_left_or_whole_when_wished() -> None:
    """From the cursor of the last agreed reading; whole too, since only so it is known what our writes replaced."""
    store, sites = at_work(1)
    cycle(store, sites)
    cycle(store, sites, Wish(complete=frozenset({NARROW})))
    assert sites[NARROW].since == sites[FULL].since == [None, "1", "1"]
    assert [each.whole for each in sites[NARROW].sought] == [True, False, True]
    assert [each.whole for each in sites[FULL].sought] == [True, False, False]


def test_a_create_whose_answer_was_lost_is_sought_by_its_marker() -> None:
    """The place is asked for the marker before the same is sent again."""
    store, sites = at_work(1)

    def lose(_: Operation) -> Done:
        raise Ambiguous("No answer came.")

    sites[NARROW].answer = lose
    sites[FULL].said = shows(FULL, item("f9", "Neu", lane=f"{FULL}/{OFFEN}"))
    cycle(store, sites)
    [intent] = store.memory(SPACE).intents[NARROW]
    assert isinstance(intent, CreateItem)
    sites[FULL].said = shows(FULL)
    cycle(store, sites)
    assert sites[NARROW].sought[-1].markers == {intent.task}
