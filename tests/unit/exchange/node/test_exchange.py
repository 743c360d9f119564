"""What one authority seals, the other opens, and nobody else; nothing altered ever counts."""

import datetime as dt
import hashlib
import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from comity.common.errors import BadInputError
from comity.exchange.age.file import AgeWriter, decrypted
from comity.exchange.documents.package import PartRole
from comity.exchange.documents.receipt import Evidence, read_receipt
from comity.exchange.formats.certificates import certificate_der
from comity.exchange.formats.merkle import Head
from comity.exchange.node import sqlite_store
from comity.exchange.node.ceremony import own_card, renew_card, trust_card, trusted
from comity.exchange.node.opening import open_package
from comity.exchange.node.receipts import receipts_of, take_receipt
from comity.exchange.node.receiving import receive_copy
from comity.exchange.node.status import node_status
from comity.exchange.packing import Source, measure
from comity.exchange.refusal import Refusal, RefusedError
from comity.exchange.unpacking import Nowhere, examine
from comity.exchange.wire.tls import whose

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_what_was_sealed_is_opened_as_it_was(pair: Any, tmp_path: Path) -> None:
    sealed = pair.seal(b"one", b"two" * 100_000)
    opened = open_package(pair.asked, pair.path(sealed), tmp_path / "out", NOW, "prosecutor 7")
    assert opened.digest == sealed.digest
    assert [path.read_bytes() for path in opened.files[-2:]] == [b"one", b"two" * 100_000]
    evidences = [read_receipt(text)[0].evidence for text in opened.receipts]
    assert evidences == [Evidence.RELAY_ACCEPTANCE, Evidence.DELIVERY, Evidence.RETRIEVAL]


def test_a_package_is_taken_out_into_a_new_or_empty_folder_and_overwrites_nothing(pair: Any, tmp_path: Path) -> None:
    path = pair.path(pair.seal(b"one"))
    full, empty, file = tmp_path / "full", tmp_path / "empty", tmp_path / "file"
    for folder in (full, empty):
        folder.mkdir()
    for kept in (full / "kept", file):
        kept.write_bytes(b"mine")
    for out in (full, file):
        with pytest.raises(BadInputError, match="is there already"):
            open_package(pair.asked, path, out, NOW)
    assert (full / "kept").read_bytes() == file.read_bytes() == b"mine"
    assert open_package(pair.asked, path, empty, NOW).files[-1].read_bytes() == b"one"


def test_a_file_is_measured_once_and_its_name_kept_as_far_as_a_header_has_room() -> None:
    content = b"text" * 1000
    found = measure(7, Source("n" * 301 + ".txt", PartRole.DOCUMENT, lambda: io.BytesIO(content)))
    assert (found.part.name, found.part.size, found.crc) == ("n" * 300, 4000, zlib.crc32(content))
    assert found.part.sha256 == hashlib.sha256(content).hexdigest()


def test_any_unzip_reads_the_container(pair: Any) -> None:
    sealed = pair.seal(b"one")
    with pair.path(sealed).open("rb") as stream:
        plain = b"".join(decrypted(stream, pair.asked.keys.identities))
    with zipfile.ZipFile(io.BytesIO(plain)) as container:
        assert container.testzip() is None
        assert container.namelist()[0] == "mimetype"
        assert container.read("files/001-0.txt") == b"one"


def test_a_package_received_three_times_has_one_effect_and_one_receipt(pair: Any) -> None:
    path = pair.path(pair.seal(b"one"))
    first, second, third = (receive_copy(pair.asked, path, NOW + n * DAY) for n in range(3))
    assert first.new
    assert not second.new
    assert first.receipts == second.receipts == third.receipts
    assert len(node_status(pair.asked, NOW)["work"]) == 1


def refusal_of(action: Callable[[], object]) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        action()
    return refused.value.code


def test_a_wrong_addressee_cannot_open_it_and_nothing_is_written(pair: Any, tmp_path: Path) -> None:
    path = pair.path(pair.seal(b"one"))
    out = tmp_path / "out"
    assert refusal_of(lambda: open_package(pair.stranger, path, out, NOW)) == Refusal.NOT_FOR_THIS_KEY
    assert refusal_of(lambda: open_package(pair.asking, path, out, NOW)) == Refusal.WRONG_ADDRESSEE
    assert list(tmp_path.glob("*out*")) == []


def test_what_is_encrypted_again_for_a_third_state_is_refused_there(pair: Any) -> None:
    sealed = pair.seal(b"one")
    card = own_card(pair.stranger)
    with pair.path(sealed).open("rb") as stream:
        plain = b"".join(decrypted(stream, pair.asked.keys.identities))
    trust_card(pair.stranger, own_card(pair.asking).text, own_card(pair.asking).card.fingerprint, NOW)
    forwarded = pair.folder / "forwarded.cx"
    with forwarded.open("wb") as out:
        writer = AgeWriter(out, [card.card.recipient()[1]])
        writer.write(plain)
        writer.finish()
    assert refusal_of(lambda: receive_copy(pair.stranger, forwarded, NOW)) == Refusal.WRONG_ADDRESSEE
    with forwarded.open("rb") as stream:
        looked_at = examine(stream, pair.stranger.reader(NOW), Nowhere()).refusal
    assert looked_at is not None, "it is refused to whoever only looks, too"
    assert looked_at.code == Refusal.WRONG_ADDRESSEE


def test_a_sender_whose_card_was_never_compared_is_refused(pair: Any) -> None:
    path = pair.path(pair.seal(b"one", sender=pair.stranger), pair.stranger)
    assert refusal_of(lambda: receive_copy(pair.asking, path, NOW)) == Refusal.UNTRUSTED_SENDER


def test_a_file_that_was_exchanged_with_its_check_sum_is_not_the_one_that_was_sealed(pair: Any) -> None:
    true, false = b"the amount is 1000", b"the amount is 9000"
    with pair.path(pair.seal(true)).open("rb") as stream:
        plain = b"".join(decrypted(stream, pair.asked.keys.identities))
    sums = [zlib.crc32(content).to_bytes(4, "little") for content in (true, false)]
    assert true in plain
    assert sums[0] in plain
    forged = io.BytesIO()
    writer = AgeWriter(forged, [own_card(pair.asked).card.recipient()[1]])
    writer.write(plain.replace(true, false).replace(*sums))
    writer.finish()
    refusal = examine(io.BytesIO(forged.getvalue()), pair.asked.reader(NOW), Nowhere()).refusal
    assert refusal is not None
    assert refusal.code == Refusal.DIGEST_MISMATCH


def test_every_kind_of_damage_inside_the_encryption_is_refused(pair: Any) -> None:
    """The addressee itself may try to forge: it can decrypt, alter, and encrypt for itself again."""
    sealed = pair.seal(b"the amount is 1000", b"annex")
    with pair.path(sealed).open("rb") as stream:
        plain = b"".join(decrypted(stream, pair.asked.keys.identities))
    chosen, reader = random.Random(4), pair.asked.reader(NOW)
    identity = pair.asked.keys.x25519[0]
    places = [*range(0, len(plain), 7), *(chosen.randrange(len(plain)) for _ in range(40))]
    mutants = [
        plain[:place] + bytes([plain[place] ^ 1 << chosen.randrange(8)]) + plain[place + 1 :] for place in places
    ]
    mutants += [plain + b"\0", plain[:-1], b"PK" + plain, plain[: len(plain) // 2], b""]
    accepted = []
    for number, mutant in enumerate([plain, *mutants]):
        out = io.BytesIO()
        writer = AgeWriter(out, [identity.recipient])
        writer.write(mutant)
        writer.finish()
        if examine(io.BytesIO(out.getvalue()), reader, Nowhere()).holds:
            accepted.append(number)
    assert accepted == [0]
    assert len(mutants) > 500


def test_packages_of_a_conversation_reach_the_desk_in_their_order(pair: Any) -> None:
    first = pair.seal(b"one")
    rest = [pair.seal(b"more", conversation=first.package.conversation) for _ in range(2)]
    other = pair.seal(b"another matter")
    states = [receive_copy(pair.asked, pair.path(sealed), NOW).state for sealed in (rest[1], rest[0], other)]
    assert states == ["held", "held", "delivered"]
    assert receive_copy(pair.asked, pair.path(first), NOW).state == "delivered"
    work = [row["digest"] for row in node_status(pair.asked, NOW)["work"]]
    assert set(work) == {sealed.digest for sealed in (first, *rest, other)}
    assert receipts_of(pair.asked, rest[1].digest)[-1] in receive_copy(pair.asked, pair.path(rest[1]), NOW).receipts


def test_two_packages_with_one_place_are_kept_as_proof_and_refused(pair: Any, make_pair: Any) -> None:
    twin = make_pair("twin")  # the same nodes, restored from a backup: the counters start again
    assert receive_copy(pair.asked, pair.path(pair.seal(b"one")), NOW).new
    second = twin.seal(b"other")
    assert refusal_of(lambda: receive_copy(pair.asked, twin.path(second), NOW)) == Refusal.EQUIVOCATION
    assert [alarm["code"] for alarm in node_status(pair.asked, NOW)["alarms"]] == ["equivocation"]
    assert pair.asked.package_path(second.digest).exists()


def test_a_sender_gets_its_rejection_sealed_and_a_stranger_gets_nothing(pair: Any, make_pair: Any) -> None:
    twin = make_pair("twin")
    receive_copy(pair.asked, pair.path(pair.seal(b"one")), NOW)
    second = twin.seal(b"other")
    with pytest.raises(RefusedError) as refused:
        receive_copy(pair.asked, twin.path(second), NOW)
    rejection = take_receipt(twin.asking, refused.value.receipt, NOW)
    assert (rejection.evidence, rejection.package) == (Evidence.RELAY_REJECTION, second.digest)
    assert rejection.reason is not None
    assert "equivocation" in rejection.reason
    assert node_status(twin.asking, NOW)["packages"][0]["state"] == "relay_remmd_rejection"
    unknown = pair.seal(b"one", sender=pair.stranger)
    with pytest.raises(RefusedError) as refused:
        receive_copy(pair.asking, pair.path(unknown, pair.stranger), NOW)
    assert refused.value.receipt is None


def exchange(pair: Any, sender: Any, sealed: Any) -> None:
    """Bring a package over, and its receipts back."""
    for text in receive_copy(pair.asked, sender.path(sealed), NOW).receipts:
        take_receipt(sender.asking, text, NOW)


def test_a_rewritten_log_is_noticed_within_one_exchange(pair: Any, make_pair: Any) -> None:
    forger = make_pair("forger")  # the same keys, with a history of its own
    for _ in range(2):
        exchange(pair, pair, pair.seal(b"one"))
    with forger.asking.store.transaction() as transaction:
        for _ in range(20):
            transaction.append("history", NOW, what="made up")
    third = [forger.seal(b"a"), forger.seal(b"b"), forger.seal(b"c")][2]
    exchange(pair, forger, third)
    # The forger now knows what the other side has seen of the true log, and cannot prove that its own grew out of it.
    assert "has seen another log" in node_status(forger.asking, NOW)["alarms"][0]["what"]
    exchange(pair, forger, forger.seal(b"d"))
    assert "no longer knows" in node_status(pair.asked, NOW)["alarms"][0]["what"]


def test_heads_go_on_to_count_in_a_long_conversation(pair: Any) -> None:
    for number in range(4):
        exchange(pair, pair, pair.seal(b"one"))
        answer = pair.seal(b"answer", sender=pair.asked)
        for text in receive_copy(pair.asking, pair.path(answer, pair.asked), NOW).receipts:
            take_receipt(pair.asked, text, NOW)
        confirmed = pair.asking.store.row("SELECT size FROM exchange_confirmed")["size"]
        assert confirmed > 7 * number, "each turn confirms more of the log"
    assert node_status(pair.asking, NOW)["alarms"] == node_status(pair.asked, NOW)["alarms"] == []


def test_a_node_restored_from_an_old_backup_learns_that_its_log_is_behind(pair: Any, make_pair: Any) -> None:
    old = make_pair("old")
    for text in (b"one", b"two"):
        exchange(pair, pair, pair.seal(text))
    answer = pair.seal(b"answer", sender=pair.asked)
    receive_copy(old.asking, pair.path(answer, pair.asked), NOW)
    alarms = node_status(old.asking, NOW)["alarms"]
    assert [alarm["code"] for alarm in alarms] == ["log_forked"]
    assert "has seen" in alarms[0]["what"]


def test_receipts_prove_that_the_other_log_only_grew(pair: Any) -> None:
    for number in range(3):
        sealed = pair.seal(b"one")
        for text in receive_copy(pair.asked, pair.path(sealed), NOW).receipts:
            receipt = take_receipt(pair.asking, text, NOW)
            assert (receipt.log.since is None) == (number == 0)
    assert node_status(pair.asking, NOW)["alarms"] == []
    assert [p["state"] for p in node_status(pair.asking, NOW)["packages"]] == ["delivery"] * 3


def test_a_receipt_counts_once_and_only_from_the_addressee(pair: Any) -> None:
    sealed = pair.seal(b"one")
    text = receive_copy(pair.asked, pair.path(sealed), NOW).receipts[0]
    assert take_receipt(pair.asking, text, NOW) == take_receipt(pair.asking, text, NOW + DAY)
    assert len(receipts_of(pair.asking, sealed.digest)) == 2
    assert refusal_of(lambda: take_receipt(pair.stranger, text, NOW)) == Refusal.UNTRUSTED_SENDER
    assert refusal_of(lambda: take_receipt(pair.asked, text, NOW)) == Refusal.UNTRUSTED_SENDER


def test_a_renewed_card_is_trusted_because_the_old_key_signed_it(pair: Any) -> None:
    before = pair.seal(b"sealed with the old key")
    renewed = renew_card(pair.asking, NOW)
    assert trust_card(pair.asked, renewed.text, None, NOW).card.serial == 2
    assert receive_copy(pair.asked, pair.path(before), NOW).new


def test_a_card_that_skips_its_predecessor_is_not_trusted(pair: Any) -> None:
    revoked = renew_card(pair.asking, NOW, revoke="stolen", since=NOW - DAY)
    assert refusal_of(lambda: trust_card(pair.asked, revoked.text, None, NOW)) == Refusal.UNTRUSTED_SENDER
    wrong = "0" * 64
    assert refusal_of(lambda: trust_card(pair.asked, revoked.text, wrong, NOW)) == Refusal.WRONG_FINGERPRINT
    assert trust_card(pair.asked, revoked.text, revoked.card.fingerprint, NOW).card.serial == 2


def test_a_revoked_key_seals_nothing_new_and_what_was_received_before_stays(pair: Any, tmp_path: Path) -> None:
    early, late = pair.seal(b"early"), pair.seal(b"backdated with the stolen key")
    assert receive_copy(pair.asked, pair.path(early), NOW).new
    revoked = renew_card(pair.asking, NOW + 2 * DAY, revoke="stolen", since=NOW + DAY)
    trust_card(pair.asked, revoked.text, revoked.card.fingerprint, NOW + 2 * DAY)
    later = NOW + 3 * DAY
    assert refusal_of(lambda: receive_copy(pair.asked, pair.path(late), later)) == Refusal.KEY_REVOKED
    assert open_package(pair.asked, pair.path(early), tmp_path / "out", later).digest == early.digest


def test_a_certificate_whose_key_was_revoked_is_nobodys_on_the_wire(pair: Any) -> None:
    stolen = certificate_der(own_card(pair.asking).card.tls)
    assert whose(stolen, trusted(pair.asked)) is not None
    revoked = renew_card(pair.asking, NOW + 2 * DAY, revoke="stolen", since=NOW + DAY)
    trust_card(pair.asked, revoked.text, revoked.card.fingerprint, NOW + 2 * DAY)
    assert whose(stolen, trusted(pair.asked)) is None


def test_an_expired_card_seals_nothing_and_what_it_seals_elsewhere_is_refused(pair: Any) -> None:
    much_later = NOW + 500 * DAY
    assert (
        refusal_of(lambda: trust_card(pair.asked, own_card(pair.stranger).text, None, much_later))
        == Refusal.CARD_EXPIRED
    )


def test_the_log_can_be_computed_again_and_an_altered_entry_is_found(pair: Any) -> None:
    pair.seal(b"one")
    assert pair.asking.store.check_log() == pair.asking.store.head()
    with pair.asking.store.transaction() as transaction:
        transaction.connection.execute("DROP TRIGGER leaf_stays")
        transaction.do("UPDATE exchange_leaf SET event = replace(event, 'FRA', 'PER') WHERE seq = 0")
    assert refusal_of(pair.asking.store.check_log) == Refusal.LOG_FORKED


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE exchange_tree SET head = zeroblob(32) WHERE level = 0 AND place = 1",
        "UPDATE exchange_tree SET head = zeroblob(32) WHERE level = 1 AND place = 0",
        "DELETE FROM exchange_tree WHERE level = 1 AND place = 0",
        "DELETE FROM exchange_tree WHERE place = (SELECT max(place) FROM exchange_tree WHERE level = 0)",
        "INSERT INTO exchange_tree VALUES (9, 0, zeroblob(32))",
    ],
)
def test_an_altered_part_of_the_tree_is_found_even_where_the_head_does_not_need_it(pair: Any, change: str) -> None:
    for _ in range(3):
        pair.seal(b"one")
    assert pair.asking.store.check_log() == pair.asking.store.head()
    with pair.asking.store.transaction() as transaction:
        for name in ("tree_stays", "tree_is_kept"):
            transaction.connection.execute(f"DROP TRIGGER {name}")
        assert transaction.do(change) == 1
    assert refusal_of(pair.asking.store.check_log) == Refusal.LOG_FORKED


@pytest.mark.parametrize("wrong", [-DAY, 4000 * DAY])
def test_a_node_whose_clock_is_wrong_by_more_than_its_card_takes_nothing_and_all_of_it_later(
    pair: Any, wrong: dt.timedelta
) -> None:
    path = pair.path(pair.seal(b"one"))
    assert refusal_of(lambda: receive_copy(pair.asked, path, NOW + wrong)) == Refusal.NOT_IN_FORCE
    assert node_status(pair.asked, NOW)["packages"] == []
    taken = receive_copy(pair.asked, path, NOW)
    assert taken.new
    for text in taken.receipts:
        take_receipt(pair.asking, text, NOW)
    assert receive_copy(pair.asked, path, NOW + wrong).receipts == taken.receipts, "what is there is attested as before"


def test_a_log_of_several_stretches_is_checked_in_every_part(pair: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "_STRETCH", 4)
    store = pair.asking.store
    for _ in range(12):
        with store.transaction() as transaction:
            size = transaction.append("tried", NOW) + 1
            connection = transaction.connection
        assert store.check_log() == store.head() == Head(size, store.head().root)
    assert size > 12
    for name in ("tree_stays", "leaf_stays", "leaf_is_kept"):
        connection.execute(f"DROP TRIGGER {name}")
    parts = connection.execute("SELECT level, place FROM exchange_tree").fetchall()
    changes = [
        f"UPDATE exchange_tree SET head = zeroblob(32) WHERE level = {level} AND place = {n}" for level, n in parts
    ]
    changes += [f"UPDATE exchange_leaf SET event = zeroblob(9) WHERE seq = {seq}" for seq in range(size)]
    changes += [f"DELETE FROM exchange_leaf WHERE seq = {seq}" for seq in range(size)]
    for change in changes:
        connection.execute("BEGIN")
        connection.execute(change)
        assert refusal_of(store.check_log) == Refusal.LOG_FORKED, change
        connection.execute("ROLLBACK")
    assert store.check_log() == store.head()


def test_the_store_itself_refuses_to_forget(pair: Any) -> None:
    with pytest.raises(Exception, match="the log only grows"), pair.asking.store.transaction() as transaction:
        transaction.do("DELETE FROM exchange_leaf")
