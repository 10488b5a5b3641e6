"""Faults of how long data are kept, and of what a backup brings back."""

from __future__ import annotations

from tests.machine.planting import Fault

RETENTION, BACKUP = "tests/unit/service/retention", "tests/unit/entry/test_backup_command.py"
REFUSED, MOMENT = "tests/unit/entry/test_restore_refused.py", "tests/unit/adapters/test_backup_moment.py"
TRAVEL = f"{RETENTION}/test_time_travel.py"
TIME = f"{TRAVEL}::test_pl_30_it_goes_on_day_n_and_not_on_the_day_before"
RUN, SEALING = f"{RETENTION}/test_run.py", "tests/unit/adapters/test_backup_sealing.py"
LOST = "tests/unit/core/test_recognised.py::test_pl_25_a_memory_that_was_lost_says_nothing_twice_and_takes_nobody_off"
FAULTS = (
    (
        Fault(
            "submissions that stay",
            "What a person wrote in a form is kept after it was taken over.",
            "bridge.adapters.store.inbox:take",
            'values(waits=False, value="")',
            "values(waits=False)",
        ),
        f"{RUN}::test_pl_07_what_a_person_submitted_stands_nowhere_once_it_was_taken_over",
    ),
    (
        Fault(
            "erased people in backups",
            "A restore brings back whoever was erased since.",
            "bridge.service.restore:settle",
            "found = forget_again(kept, barring)",
            "found = 0",
        ),
        f"{BACKUP}::test_pl_25_whoever_was_erased_since_the_backup_is_not_back_after_a_restore",
    ),
    (
        Fault(
            "tombstones of nobody",
            "A new machine's empty file counts as the one that belongs to the backup.",
            "bridge.bootstrap.saving:_check_erasures",
            "if known < manifest.erased:",
            "if False:",
        ),
        f"{REFUSED}::test_pl_25_tombstones_fewer_than_at_the_backup_are_not_the_ones",
    ),
    (
        Fault(
            "half a restore",
            "A restore that breaks off leaves its files there.",
            "bridge.adapters.backup.placing:put_back",
            "if kept.exists():",
            "if False:",
        ),
        f"{REFUSED}::test_pl_25_a_restore_that_breaks_off_is_undone_and_nothing_starts_before",
    ),
    (
        Fault(
            "pieces of any order",
            "A backup that was cut off passes for a whole one.",
            "bridge.adapters.backup.sealing:_nonce",
            "bytes([last])",
            "bytes([0])",
        ),
        f"{SEALING}::test_pl_25_a_piece_left_out_moved_or_taken_from_another_file_is_noticed",
    ),
    (
        Fault(
            "a vault of another moment",
            "The copied vault remembers a root that the copied log has not.",
            "bridge.adapters.backup.copying:copy_both",
            'held.execute("BEGIN IMMEDIATE")',
            "pass",
        ),
        f"{MOMENT}::test_pl_25_database_and_vault_are_of_one_moment_while_the_service_works",
    ),
    (
        Fault(
            "comments said twice",
            "After a restore every comment stands there once more.",
            "bridge.core.sync.decide:_hear_all",
            "draft.take(recognised(draft.memory, snapshot, terms))",
            "pass",
        ),
        LOST,
    ),
    (
        Fault(
            "tasks as their copies show them",
            "After a restore helpers are taken off, whom a copy can only say in words.",
            "bridge.core.sync.decide:_all_matched",
            "for marked in (False, True)",
            "for marked in (True, False)",
        ),
        LOST,
    ),
    (
        Fault(
            "a day too early",
            "What may be kept for 14 days is gone after 13.",
            "bridge.core.rules.retention:Period.latest_start",
            "return found",
            "return found + DAY",
        ),
        TIME,
    ),
    (
        Fault(
            "a day too late",
            "What is due today goes tomorrow.",
            "bridge.core.rules.retention:Period.latest_start",
            "return found",
            "return found - DAY",
        ),
        TIME,
    ),
    (
        Fault(
            "what the charter shortens",
            "Partners agreed to five days, and the run goes by the longer rule.",
            "bridge.service.retention:forget_due",
            "_forget(rules[rule.data_type], ",
            "_forget(rule, ",
        ),
        f"{TRAVEL}::test_pl_30_a_charter_lets_it_go_after_fewer_days",
    ),
    (
        Fault(
            "salts of past quarters",
            "An entry that went by rule can be guessed by its salt.",
            "bridge.adapters.store.log:SqlLog.forget",
            "connection.execute(delete(SALTS).where(SALTS.c.event_id.in_(gone)))",
            "pass",
        ),
        TIME,
    ),
    (
        Fault(
            "keys of past quarters",
            "Pseudonyms of a copied log still lead to people.",
            "bridge.service.forgetting:forget_participation",
            "expiring.forget_keys(network, quarter_of(last), _is_not_of_the_access_log)",
            "pass",
        ),
        TIME,
    ),
    (
        Fault(
            "traces beside the database",
            "What was deleted stands in the write-ahead file.",
            "bridge.adapters.store.database:Database.forget_traces",
            "PRAGMA wal_checkpoint(TRUNCATE)",
            "PRAGMA user_version",
        ),
        TIME,
    ),
    (
        Fault(
            "holds of nothing",
            "What a case needs is deleted all the same.",
            "bridge.service.retention:forget_due",
            "if rule.data_type not in {each.data_type for each in holds}",
            "if True",
        ),
        f"{RUN}::test_pl_31_a_held_data_type_stays_until_the_hold_ends_by_itself",
    ),
    (
        Fault(
            "holds for ever",
            "A hold that is over keeps what was due.",
            "bridge.service.retention:holding",
            "if each.holds(today)",
            "if True",
        ),
        f"{RUN}::test_pl_31_a_held_data_type_stays_until_the_hold_ends_by_itself",
    ),
    (
        Fault(
            "holds without a case",
            "Anything can be kept for no reason.",
            "bridge.service.holds:_check",
            "if not asked.case.strip():",
            "if False:",
        ),
        f"{RUN}::test_pl_31_no_hold_without_a_case_and_an_end_within_a_year",
    ),
    (
        Fault(
            "a protocol of the last run alone",
            "How much went on a day is not what is told.",
            "bridge.adapters.store.retention:SqlProtocol.note",
            "number + before.get(each, 0)",
            "number",
        ),
        f"{RUN}::test_pl_32_the_protocol_has_numbers_by_data_type_and_day_and_nothing_else",
    ),
)
