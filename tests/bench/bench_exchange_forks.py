"""What passes unnoticed when a log is rewritten, a node comes back from an old backup, or a clock is wrong.

`./run bench exchange_forks`. Two nodes that have exchanged some packages; then, each time on a fresh copy: a byte of an
entry of the log is changed; a byte of its tree; the log is rewritten with its whole tree, and the forger keeps, forgets
or adjusts what its node showed; the node is restored from an earlier day and goes on; a package is received by a clock
that is wrong, by a second or by years. COMITY_FORKS sets how many of each (default 20), COMITY_FORKS_SEED repeats a
run. It exits 1 where one is not noticed by the node itself or within one exchange, or where a wrong clock loses or
doubles.
"""

import datetime as dt
import io
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from comity.exchange.documents.package import PackageType, PartRole
from comity.exchange.formats.merkle import appended, head_of
from comity.exchange.node.ceremony import Reach, init_node, own_card, trust_card
from comity.exchange.node.node import DATABASE, Node, opened
from comity.exchange.node.receipts import take_receipt
from comity.exchange.node.receiving import receive_copy
from comity.exchange.node.sending import Letter, Sealed, seal_letter
from comity.exchange.node.status import node_status
from comity.exchange.packing import Source
from comity.exchange.refusal import Refusal, RefusedError

COUNT = int(os.environ.get("COMITY_FORKS", "20"))
SEED = int(os.environ.get("COMITY_FORKS_SEED", "0")) or random.SystemRandom().randrange(1 << 32)
NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
DAYS = 6
SKEWS = (1, 60, 3600, 86_400, 390 * 86_400, 3650 * 86_400, 86_400 * 4096)  # the last leads past 2038


@dataclass(frozen=True, slots=True)
class World:
    """Two nodes as they are, and the asking one as it was on every day before."""

    asking: Path
    asked: Path
    backups: tuple[Path, ...]


def seal(node: Node, other: Node, at: dt.datetime = NOW) -> Sealed:
    source = Source("page.txt", PartRole.DOCUMENT, lambda: io.BytesIO(b"page"))
    letter = Letter(PackageType.EVIDENCE, "Records", "R-1", sources=[source])
    return seal_letter(node, letter, own_card(other).card, at)


def exchanged(one: Node, other: Node, at: dt.datetime = NOW) -> None:
    """A package there, its receipts back."""
    path = one.package_path(seal(one, other, at).digest)
    for text in receive_copy(other, path, at).receipts:
        take_receipt(one, text, at)


def made(folder: Path, chance: random.Random) -> World:
    one, other = folder / "fra", folder / "che"
    asking = init_node(one, "FRA", "Bureau A (invented)", NOW, Reach())
    asked = init_node(other, "CHE", "Office B (invented)", NOW, Reach())
    for node, card in ((asking, own_card(asked)), (asked, own_card(asking))):
        trust_card(node, card.text, card.card.fingerprint, NOW)
    backups = []
    for day in range(DAYS):
        for _ in range(chance.randint(1, 3)):
            exchanged(asking, asked)
            exchanged(asked, asking)
        backups.append(folder / f"day{day}")
        asking.store.close()
        shutil.copytree(one, backups[-1])
    asked.store.close()
    return World(one, other, tuple(backups))


@contextmanager
def copies(world: World, asking: Path | None = None) -> Iterator[tuple[Node, Node]]:
    with tempfile.TemporaryDirectory() as name:
        for source, target in ((asking or world.asking, "fra"), (world.asked, "che")):
            shutil.copytree(source, Path(name) / target)
        with opened(Path(name) / "fra") as one, opened(Path(name) / "che") as other:
            yield one, other


@contextmanager
def unguarded(node: Node) -> Iterator[sqlite3.Connection]:
    """The database as whoever has the disk can write to it."""
    with closing(sqlite3.connect(node.folder / DATABASE)) as database, database:
        for name in ("leaf_stays", "leaf_is_kept", "tree_stays", "tree_is_kept"):
            database.execute(f"DROP TRIGGER {name}")
        yield database


def other_byte(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ chance.randrange(1, 256)]) + data[place + 1 :]


def noticed_here(node: Node) -> bool:
    try:
        node.store.check_log()
    except RefusedError as refusal:
        return refusal.code is Refusal.LOG_FORKED
    return False


def entry_changed(world: World, chance: random.Random) -> bool:
    with copies(world) as (node, _):
        with unguarded(node) as database:
            rows = database.execute("SELECT seq, event FROM exchange_leaf").fetchall()
            seq, event = chance.choice(rows)
            database.execute("UPDATE exchange_leaf SET event = ? WHERE seq = ?", (other_byte(event, chance), seq))
        return noticed_here(node)


def tree_changed(world: World, chance: random.Random) -> bool:
    with copies(world) as (node, _):
        with unguarded(node) as database:
            rows = database.execute("SELECT level, place, head FROM exchange_tree").fetchall()
            level, place, head = chance.choice(rows)
            values = (other_byte(head, chance), level, place)
            database.execute("UPDATE exchange_tree SET head = ? WHERE level = ? AND place = ?", values)
        return noticed_here(node)


def rewritten(world: World, chance: random.Random) -> bool:
    """The whole history made anew over one changed entry: only the counterpart can tell."""
    with copies(world) as (node, other):
        seen = other.store.row("SELECT max(size) AS size FROM exchange_head WHERE node = ?", node.id)
        forge(node, chance.randrange(seen["size"] if seen else 1), chance.choice([*Forger]), chance)
        if noticed_here(node):
            raise AssertionError("the forger has not made its log consistent")
        return told_of_a_fork(node, other)


class Forger(Enum):
    """What a forger does with what its node keeps of the heads that the other side was shown and has confirmed."""

    KEEPS, FORGETS, ADJUSTS = range(3)


def forge(node: Node, place: int, forger: Forger, chance: random.Random) -> None:
    with unguarded(node) as database:
        leaves = [event for (event,) in database.execute("SELECT event FROM exchange_leaf ORDER BY seq")]
        leaves[place] = other_byte(leaves[place], chance)
        tree = tree_of(leaves)
        database.execute("UPDATE exchange_leaf SET event = ? WHERE seq = ?", (leaves[place], place))
        database.execute("DELETE FROM exchange_tree")
        database.executemany("INSERT INTO exchange_tree VALUES (?, ?, ?)", [(*key, head) for key, head in tree.items()])
        if forger is Forger.FORGETS:
            for table in ("confirmed", "head", "sent"):
                database.execute(f"DELETE FROM exchange_{table}")
        if forger is Forger.ADJUSTS:
            for table in ("confirmed", "sent"):
                for (size,) in database.execute(f"SELECT size FROM exchange_{table}").fetchall():
                    values = (head_of(0, size, lambda level, number: tree[level, number]).hex(), size)
                    database.execute(f"UPDATE exchange_{table} SET root = ? WHERE size = ?", values)


def tree_of(leaves: list[bytes]) -> dict[tuple[int, int], bytes]:
    tree: dict[tuple[int, int], bytes] = {}

    def node(level: int, place: int) -> bytes:
        return tree[level, place]

    for size, leaf in enumerate(leaves):
        tree |= {(level, place): head for level, place, head in appended(size, leaf, node)}
    return tree


def told_of_a_fork(node: Node, other: Node) -> bool:
    """Whether the other side refuses or raises the alarm within one exchange: a package, its receipts, a package."""
    for _ in range(2):
        try:
            exchanged(node, other)
        except RefusedError as refusal:
            if refusal.code in {Refusal.LOG_FORKED, Refusal.EQUIVOCATION}:
                return True
            raise
    return any(alarm["code"] == "log_forked" for alarm in node_status(other, NOW)["alarms"])


def restored(world: World, chance: random.Random) -> bool:
    """A node from an earlier day goes on: either it sends, or it hears from the other, and somebody notices."""
    with copies(world, chance.choice(world.backups[:-1])) as (node, other):
        if chance.random() < 0.5:
            return told_of_a_fork(node, other)
        receive_copy(node, other.package_path(seal(other, node).digest), NOW)
        return any(alarm["code"] == "log_forked" for alarm in node_status(node, NOW)["alarms"])


def clock_wrong(world: World, chance: random.Random) -> bool:
    """A package counts once, and its receipts hold, whatever the receiver's clock says before and meanwhile."""
    with copies(world) as (node, other):
        path, card = node.package_path(seal(node, other).digest), own_card(other).card
        fresh, receipts = list[bool](), set[tuple[str, ...]]()
        wrong = [NOW + dt.timedelta(seconds=chance.choice((-1, 1)) * chance.choice(SKEWS)) for _ in range(2)]
        for at in (*wrong, NOW):
            try:
                taken = receive_copy(other, path, at)
            except RefusedError as refusal:
                if refusal.code is not Refusal.NOT_IN_FORCE or card.in_force(at):
                    raise
                continue
            fresh.append(taken.new)
            receipts.add(taken.receipts)
            for text in taken.receipts:
                take_receipt(node, text, chance.choice((*wrong, NOW)))
        state = node_status(node, NOW)["packages"][-1]["state"]
        return fresh[0] and not any(fresh[1:]) and len(receipts) == 1 and state == "delivery"


KINDS: dict[str, Callable[[World, random.Random], bool]] = {
    "a changed entry of the log": entry_changed,
    "a changed part of its tree": tree_changed,
    "a log rewritten with its tree": rewritten,
    "a node restored from an earlier day": restored,
    "a clock that is wrong": clock_wrong,
}


def main() -> int:
    print(f"seed {SEED}, {COUNT} of each", flush=True)
    missed, began = 0, time.process_time()
    with tempfile.TemporaryDirectory() as name:
        world = made(Path(name), random.Random(SEED))
        for kind, tried in KINDS.items():
            chance = random.Random(f"{SEED} {kind}")
            well = sum(tried(world, chance) for _ in range(COUNT))
            missed += COUNT - well
            print(f"{kind}: {well:,} of {COUNT:,} as it must be", flush=True)
    spent = time.process_time() - began
    print(f"{len(KINDS) * COUNT:,} forks and wrong clocks, {missed} not as it must be; {spent:.0f} s of processor time")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
