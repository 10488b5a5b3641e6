"""Faults of the log: entries, tree, roots, verifying, pseudonyms and ids."""

from __future__ import annotations

from tests.machine.planting import Fault

TAMPERING, SECRECY, ORDER = (f"tests/unit/adapters/test_log_{name}.py" for name in ("tampering", "secrecy", "order"))
MERKLE, VERIFIER, CONTRACT = "tests/unit/core/test_merkle.py", "tests/unit/test_verifier.py", "tests/contracts"
FAULTS = (
    (
        Fault(
            "leaves and nodes alike",
            "A node can be passed off as a leaf.",
            "bridge.core.log.merkle:leaf_hash",
            'b"\\x00" + value',
            "value",
        ),
        f"{MERKLE}::test_pl_20_proofs_of_the_rfcs_example_have_the_nodes_it_names",
    ),
    (
        Fault(
            "a tree of its own kind",
            "Other programs that know RFC 9162 compute another root.",
            "bridge.core.log.merkle:Tree.grow",
            'b"\\x01" + peaks.pop() + node',
            'b"\\x01" + node + peaks.pop()',
        ),
        f"{MERKLE}::test_pl_20_the_roots_are_those_of_the_published_vectors",
    ),
    (
        Fault(
            "any proof will do",
            "A proof for another position is accepted.",
            "bridge.core.log.merkle:is_included",
            "return last == 0 and node == root",
            "return True",
        ),
        f"{MERKLE}::test_pl_20_no_other_entry_position_size_or_path_is_accepted",
    ),
    (
        Fault(
            "a rewritten past",
            "The proof between two days does not look at the older one.",
            "bridge.core.log.merkle:_leads_to",
            "last == 0 and first == old and second == new",
            "last == 0 and second == new",
        ),
        f"{MERKLE}::test_pl_23_a_tree_with_anything_changed_before_is_not_consistent",
    ),
    (
        Fault(
            "sealed as it came",
            "Entries stand in the log in the order of the day.",
            "bridge.adapters.store.log_seal:salted",
            "made.sort()",
            "pass",
        ),
        f"{ORDER}::test_pl_04_entries_are_written_shuffled",
    ),
    (
        Fault(
            "sealed twice a day",
            "What comes late for a day is sealed at once, and stands apart from the rest of it.",
            "bridge.adapters.store.log:SqlLog.seal",
            "if last and last.root.day >= day.isoformat():",
            "if False:",
        ),
        f"{CONTRACT}/test_store_sqlite.py::TestSqliteStore::test_pl_04_what_comes_late_for_a_sealed_day_waits_for_the_next_seal",
    ),
    (
        Fault(
            "one salt for all",
            "Whoever knows the salt of one entry can try out all others.",
            "bridge.adapters.store.log_seal:salted",
            "chance.randbytes(SALT_BYTES * len(waiting))",
            "bytes(SALT_BYTES * len(waiting))",
        ),
        f"{SECRECY}::test_pl_21_no_erased_entry_is_found_by_trying_all_that_could_have_been",
    ),
    (
        Fault(
            "salts that stay",
            "An erased entry can be found again by its salt.",
            "bridge.adapters.store.log:SqlLog.erase",
            "connection.execute(delete(SALTS).where(SALTS.c.event_id == each))",
            "pass",
        ),
        f"{TAMPERING}::test_pl_21_erasing_destroys_entry_and_salt_and_every_root_stands",
    ),
    (
        Fault(
            "leaves that tell",
            "The leaf of an erased entry still says whose it was.",
            "bridge.adapters.store.log:SqlLog.erase",
            "connection.execute(named.values(event_id=None))",
            "pass",
        ),
        f"{TAMPERING}::test_pl_22_what_stays_of_erased_entries_connects_them_in_nothing",
    ),
    (
        Fault(
            "entries taken as they are",
            "An altered entry counts as long as its leaf is there.",
            "bridge.core.log.commitment:fits",
            "return committed.encode() == claimed and salt == salt.lower()",
            "return True",
        ),
        f"{TAMPERING}::test_pl_20_one_changed_byte_is_found_and_its_entry_or_day_named",
    ),
    (
        Fault(
            "entries of anybody",
            "Another network's entry counts as this one's.",
            "bridge.core.log.checking:_Looked.upto",
            " and values[NETWORK] == network",
            "",
        ),
        f"{TAMPERING}::test_pl_16_an_entry_of_another_network_is_named",
    ),
    (
        Fault(
            "a tree nobody computes",
            "Entries may change places.",
            "bridge.core.log.checking:_day",
            "fits = tree is not None and",
            "fits = True or",
        ),
        f"{TAMPERING}::test_pl_23_leaves_in_another_order_are_found",
    ),
    (
        Fault(
            "one fault for all days after it",
            "Days that nobody touched are blamed for an earlier one.",
            "bridge.core.log.checking:_day",
            "return tree if fits or not trusted else claimed",
            "return tree",
        ),
        f"{TAMPERING}::test_pl_23_leaves_in_another_order_are_found",
    ),
    (
        Fault(
            "signed by anybody",
            "A forged root counts.",
            "bridge.service.verify:_authentic",
            "return written and signer.is_authentic(network, signed.root.statement(), signature)",
            "return True",
        ),
        f"{TAMPERING}::test_pl_23_a_signature_of_another_day_is_none",
    ),
    (
        Fault(
            "roots without predecessors",
            "A day can be taken out.",
            "bridge.core.log.checking:_chain",
            "root.previous != before or ",
            "",
        ),
        f"{TAMPERING}::test_pl_20_a_root_that_was_taken_out_is_found",
    ),
    (
        Fault(
            "nothing remembered elsewhere",
            "A log can be cut off at a day's end.",
            "bridge.service.verify:verify_log",
            "remembered = signer.anchor(network.id)",
            "remembered = None",
        ),
        f"{TAMPERING}::test_pl_23_a_log_that_was_cut_off_is_found",
    ),
    (
        Fault(
            "remembering whatever is there",
            "A log that was cut off looks whole again after the next seal.",
            "bridge.service.seal:_remember",
            "(known is None or holds(view.roots(), known))",
            "True",
        ),
        f"{TAMPERING}::test_pl_23_a_log_that_was_cut_off_is_found",
    ),
    (
        Fault(
            "entries out of nowhere",
            "An entry that was never sealed goes unnoticed.",
            "bridge.service.verify:verify_log",
            "found.add(Fault(Kind.STRAY, event_id=each))",
            "pass",
        ),
        f"{TAMPERING}::test_pl_20_an_entry_that_was_put_in_is_named",
    ),
    (
        Fault(
            "any purpose",
            "An entry is kept for what nobody agreed to.",
            "bridge.core.log.entry:Entry.__post_init__",
            "Purpose(self.purpose)",
            "pass",
        ),
        f"{SECRECY}::test_pl_01_an_entry_without_a_known_purpose_or_type_is_refused",
    ),
    (
        Fault(
            "plain hashes for pseudonyms",
            "Whoever has a list of the staff finds everybody.",
            "bridge.adapters.vault.pseudonym:of_person",
            'return hmac.digest(key, PERSON + hmac.digest(person_key, said, "sha256"), "sha256").hex()',
            "import hashlib\n    return hashlib.sha256(person.encode()).hexdigest()",
        ),
        f"{SECRECY}::test_pl_10_no_pseudonym_is_found_with_a_list_of_all_persons_and_tasks",
    ),
    (
        Fault(
            "ids that tell the time",
            "An entry's id begins with the second in which something happened.",
            "bridge.service.participate:_entry",
            "event_id=secrets.token_hex(EVENT_ID_BYTES)",
            'event_id=f"{int(activity.at.timestamp()):08x}" + secrets.token_hex(EVENT_ID_BYTES - 4)',
        ),
        f"{SECRECY}::test_pl_04_nothing_in_an_entry_decodes_to_a_time",
    ),
    (
        Fault(
            "a verifier that believes",
            "An altered export passes.",
            "bridge.verifier:Log._entry",
            " or commitment(entry, salt) != committed",
            "",
        ),
        f"{VERIFIER}::test_pl_20_one_changed_byte_in_any_line_is_found_and_its_line_named",
    ),
    (
        Fault(
            "a verifier that takes any key",
            "A log that was signed anew passes.",
            "bridge.verifier:check_log",
            'if key and key != heading["key"]:',
            "if False:",
        ),
        f"{VERIFIER}::test_pl_23_a_log_that_was_signed_anew_is_not_the_one_whose_key_is_known",
    ),
    (
        Fault(
            "a verifier that forgets what was kept",
            "An export that was cut off passes.",
            "bridge.verifier:Log.end",
            'self._found.fault("cut", day=day)',
            "pass",
        ),
        f"{VERIFIER}::test_pl_23_a_log_that_was_cut_off_lacks_the_root_that_was_kept",
    ),
)
