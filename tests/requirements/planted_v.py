"""Faults of the vault: keys of persons, spellings of one person, whose a pseudonym is, what leaves the vault."""

from __future__ import annotations

from tests.machine.planting import Fault

CONTRACT = "tests/contracts/test_vault.py::TestSqliteVault"
PERSONS, BORDER = "tests/unit/adapters/test_vault_persons.py", "tests/system/test_vault_border.py"
RESIDUE = "tests/unit/adapters/test_residue.py"
ADDRESS, ASKED = "tests/unit/core/test_address.py", "tests/unit/service/test_reidentify.py"
FAULTS = (
    (
        Fault(
            "no key of the person's own",
            "Whoever has the key of a quarter finds a person whose key was destroyed.",
            "bridge.adapters.vault.pseudonym:of_person",
            'hmac.digest(person_key, said, "sha256")',
            "said",
        ),
        f"{CONTRACT}::test_pl_25_what_is_destroyed_leads_to_nobody",
    ),
    (
        Fault(
            "one quarter for ever",
            "A person can be followed through the years.",
            "bridge.adapters.vault.pseudonym:Domain.of.__func__",
            "Q{(day.month + 2) // 3}",
            "Q1",
        ),
        f"{CONTRACT}::test_pl_10_nothing_connects_a_person_across_domains",
    ),
    (
        Fault(
            "plain hashes for persons",
            "A list of the staff finds everybody.",
            "bridge.adapters.vault.pseudonym:of_person",
            'return hmac.digest(key, PERSON + hmac.digest(person_key, said, "sha256"), "sha256").hex()',
            'import hashlib\n    return hashlib.sha256(person.encode()).hexdigest() if said else ""',
        ),
        f"{BORDER}::test_pl_10_a_staff_list_finds_nobody_in_a_dump",
    ),
    (
        Fault(
            "keys that stay",
            "Destroying a person's key leaves it in the file.",
            "bridge.adapters.vault.persons:PersonKeys.destroy",
            'opened.execute("DELETE FROM persons WHERE network = ? AND person = ?", named)',
            "pass",
        ),
        f"{PERSONS}::test_pl_25_a_destroyed_key_stands_in_no_file_any_more",
    ),
    (
        Fault(
            "copies in the vault",
            "Of a destroyed key a copy stays where rows once made room for others.",
            "bridge.adapters.vault.sealed:SealedFile.rebuild",
            'connection.execute("VACUUM")',
            "pass",
        ),
        f"{RESIDUE}::test_pl_25_the_vault_written_anew_has_no_copy_of_a_deleted_row",
    ),
    (
        Fault(
            "copies in the database",
            "Of what was erased a copy stays where rows once made room for others.",
            "bridge.adapters.store.forgetting:SqlForgetting.forget",
            "self._database.rebuild()",
            "pass",
        ),
        f"{RESIDUE}::test_pl_25_erasing_from_a_space_leaves_no_copy_in_the_database",
    ),
    (
        Fault(
            "identities that stay",
            "What a roster said of a person outlives the key.",
            "bridge.adapters.vault.persons:PersonKeys.destroy",
            'opened.execute("DELETE FROM identities WHERE network = ? AND person = ?", named)',
            "pass",
        ),
        f"{PERSONS}::test_pl_25_a_destroyed_key_stands_in_no_file_any_more",
    ),
    (
        Fault(
            "values that are only marked as free",
            "What was deleted still stands in the file.",
            "bridge.adapters.vault.sealed:SealedFile.transaction.__wrapped__",
            "PRAGMA secure_delete = ON",
            "PRAGMA secure_delete = OFF",
        ),
        f"{RESIDUE}::test_pl_25_what_is_deleted_in_the_vault_is_overwritten_at_once",
    ),
    (
        Fault(
            "keys remembered",
            "A service that runs goes on with a key that a command destroyed.",
            "bridge.adapters.vault.persons:PersonKeys.found",
            "rows = self._file.read(FOUND, (network, name))",
            'kept = self.__dict__.setdefault("kept", {})\n'
            "    rows = kept[name] = kept.get(name) or self._file.read(FOUND, (network, name))",
        ),
        f"{CONTRACT}::test_pl_25_a_process_that_runs_on_forgets_too",
    ),
    (
        Fault(
            "names in the access log",
            "The access log says whom somebody looked at.",
            "bridge.service.access:Access.subject",
            "return self.vault.pseudonym(self.network.id, Purpose.SECURITY, self.today(), person)",
            "return person",
        ),
        f"{BORDER}::test_pl_11_nobody_stands_in_the_log_or_the_access_log",
    ),
    (
        Fault(
            "accounts in the log",
            "An entry says which account acted.",
            "bridge.service.participate:_entry",
            "vault.pseudonym(network.id, Purpose.TRANSPARENCY, day, actor)",
            "str(actor)",
        ),
        f"{BORDER}::test_pl_11_nobody_stands_in_the_log_or_the_access_log",
    ),
    (
        Fault(
            "one approval is enough",
            "Whoever asks agrees, and is told.",
            "bridge.core.rules.reidentifying:missing",
            "return APPROVERS - officers.keys()",
            "return frozenset() if officers else APPROVERS",
        ),
        f"{ASKED}::test_pl_12_one_alone_is_told_nothing",
    ),
    (
        Fault(
            "two offices, one person",
            "Somebody agrees twice.",
            "bridge.core.rules.reidentifying:against_approval",
            "if any(each.officer == caller.id for each in request.approvals):",
            "if False:",
        ),
        f"{ASKED}::test_pl_12_one_officer_in_two_roles_counts_once",
    ),
    (
        Fault(
            "consent without end",
            "What was agreed to once is told for ever.",
            "bridge.core.rules.reidentifying:state",
            "if today > request.until:",
            "if False:",
        ),
        f"{ASKED}::test_pl_12_what_has_expired_is_refused",
    ),
    (
        Fault(
            "anybody's council",
            "The works council of another partner agrees.",
            "bridge.service.reidentify:Reidentifying._visible",
            " if each.partner in within",
            "",
        ),
        f"{ASKED}::test_pl_12_another_partners_council_has_no_say",
    ),
    (
        Fault(
            "told in secret",
            "The person does not learn that it was told who they are.",
            "bridge.service.reidentify:Reidentifying.show",
            "with self._step(caller, Verb.READ, request) as person:",
            "from contextlib import nullcontext\n"
            "    with nullcontext(self.vault.whose(self.people.id, OF_LOG, request.subject)) as person:",
        ),
        f"{ASKED}::test_pl_12_the_person_sees_every_step",
    ),
    (
        Fault(
            "aliases everywhere",
            "Two people of one department become one.",
            "bridge.core.model.address:mailbox",
            "if domain in PLUS:",
            "if True:",
        ),
        f"{ADDRESS}::test_pl_13_two_people_are_never_taken_for_one",
    ),
    (
        Fault(
            "dots nowhere",
            "Two people of a company become one.",
            "bridge.core.model.address:mailbox",
            "if domain in DOTLESS:",
            "if True:",
        ),
        f"{ADDRESS}::test_pl_13_two_people_are_never_taken_for_one",
    ),
    (
        Fault(
            "addresses as they are written",
            "One person becomes two by a capital letter.",
            "bridge.core.model.address:normalised",
            ".lower()",
            "",
        ),
        f"{ADDRESS}::test_pl_13_one_person_is_one_however_the_address_is_written",
    ),
    (
        Fault(
            "a shared mailbox is one person",
            "People of a small firm with one mailbox become one.",
            "bridge.core.model.address:telling_apart",
            "if len(written) > 1",
            "if False",
        ),
        f"{ADDRESS}::test_pl_13_people_who_share_a_mailbox_are_told_apart",
    ),
)
