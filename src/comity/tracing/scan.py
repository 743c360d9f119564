"""The full scan: one rule over every transfer, in plain Python, or compiled where the extra for it is installed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from comity.tracing import kernels
from comity.tracing.ledger import OUTSIDE, Ledger
from comity.tracing.outcome import Replay, Rests, Totals
from comity.tracing.rules import Rule
from comity.tracing.seeds import Seeds

_MIXED = {Rule.PRO_RATA: 0, Rule.CLEAN_FIRST: 1, Rule.TAINT_FIRST: 2}
_STEP = 100_000
COMPILED_FROM = 500_000
"""Ledgers from this many transfers on are run compiled; below, compiling takes longer than it saves."""
Progress = Callable[[int, int], None]


def scan(
    rule: Rule,
    ledger: Ledger,
    seeds: Seeds,
    *,
    order: Sequence[int] | None = None,
    compiled: bool | None = None,
    progress: Progress | None = None,
) -> Replay:
    """Go through the whole ledger under one rule, up to the end of the question."""
    use = compiled if compiled is not None else len(ledger) >= COMPILED_FROM
    return _Run(ledger, seeds, order, _machine(use)).go(rule, progress)


def first_below_nothing(
    ledger: Ledger, rows: int | None = None, *, compiled: bool | None = None
) -> list[tuple[int, int, bool]]:
    """Accounts that go below nothing, the transfer where they first do, and whether it is their first payment."""
    seeds = Seeds(ledger.origin, (0,), ("",), len(ledger) if rows is None else rows)
    run = _Run(ledger, seeds, None, _machine(compiled if compiled is not None else len(ledger) >= COMPILED_FROM))
    paid, found = run.zeros(run.accounts), run.zeros(run.accounts)
    run.machine.overdrawn(seeds.rows, run.columns, run.balance, paid, found)
    marked = found.nonzero()[0].tolist() if run.compiled else (a for a, mark in enumerate(found) if mark)
    return [(account, abs(int(found[account])) - 1, int(found[account]) < 0) for account in marked]


def _machine(compiled: bool) -> Any:  # noqa: ANN401 - the module of kernels or its compiled twin
    if compiled:
        from comity.tracing import compiled as twin  # noqa: PLC0415 - a large library that only large ledgers need

        return twin.kernels_or_none() or kernels
    return kernels


class _Run:
    """The state of one run: columns, balances, and the log and pool that grow when a kernel asks for room."""

    def __init__(self, ledger: Ledger, seeds: Seeds, order: Sequence[int] | None, machine: Any) -> None:  # noqa: ANN401
        self.machine, self.seeds, self.order = machine, seeds, order
        self.compiled = machine is not kernels
        self.accounts = len(ledger.accounts)
        columns = (ledger.sender, ledger.receiver, ledger.amount, seeds.colour)
        self.columns = tuple(self._cells(c if order is None else self._ordered(c, order)) for c in columns)
        self.cap = self._cells(seeds.cap)
        self.balance = self.zeros(self.accounts)
        self.totals = self.zeros(3 * (seeds.colours + 1))
        self.flow = self.zeros(4)
        self.log = self.zeros(5 * 4096)

    def _ordered(self, column: Sequence[int], order: Sequence[int]) -> Any:  # noqa: ANN401
        if not self.compiled:
            return [column[row] for row in order]
        import numpy as np  # noqa: PLC0415 - only compiled runs need it

        return np.asarray(column)[np.asarray(order)]

    def _cells(self, values: Sequence[int]) -> Any:  # noqa: ANN401
        if not self.compiled:
            return values.tolist() if hasattr(values, "tolist") else list(values)
        import numpy as np  # noqa: PLC0415 - only compiled runs need it

        return np.asarray(values).copy() if isinstance(values, tuple) else np.asarray(values)

    def zeros(self, count: int, fill: int = 0) -> Any:  # noqa: ANN401
        """Cells of one value."""
        if not self.compiled:
            return [fill] * count
        import numpy as np  # noqa: PLC0415

        # Noughts come from the system page by page as they are first used; other values are written at once.
        return np.full(count, fill, dtype=np.int64) if fill else np.zeros(count, dtype=np.int64)

    def marks(self) -> Any:  # noqa: ANN401
        """One byte of nothing for every account."""
        if not self.compiled:
            return bytearray(self.accounts)
        import numpy as np  # noqa: PLC0415

        return np.zeros(self.accounts, dtype=np.uint8)

    @property
    def room(self) -> int:
        """How many entries the log can hold."""
        return len(self.log) // 5

    def go(self, rule: Rule, progress: Progress | None) -> Replay:
        held: Mapping[int, tuple[int, ...]]
        if rule in (Rule.FIFO, Rule.LIFO):
            held = self._lots(rule is Rule.LIFO, progress)
        elif rule is Rule.POISON:
            held = self._mixed_state(self._touch(progress))
        else:
            held = dict(self._mixed_state(self._mixed(_MIXED[rule], progress)).items())
        log = self.log[: 5 * int(self.flow[0])]
        if self.order is not None:
            log = _in_file_order(log, self.order)
        return Replay(rule, self.balance, held, self._sums(held, amounts=rule is not Rule.POISON), log)

    def _advance(self, step: Callable[[int, int], int], progress: Progress | None, grow: Callable[[], None]) -> None:
        row, size = 0, _STEP * (50 if self.compiled else 1)
        while row < self.seeds.rows:
            stop = min(row + size, self.seeds.rows)
            reached = step(row, stop)
            if reached < stop and not self._enlarge_log():
                grow()
            row = reached
            if progress is not None:
                progress(row, self.seeds.rows)

    def _enlarge_log(self) -> bool:
        needed = 5 * (int(self.flow[0]) + self.seeds.colours + 2)
        if needed <= len(self.log):
            return False
        self.log = self._joined(self.log, self.zeros(needed))
        return True

    def _joined(self, first: Any, second: Any) -> Any:  # noqa: ANN401
        if not self.compiled:
            return first + second
        import numpy as np  # noqa: PLC0415

        return np.concatenate([first, second])

    def _mixed(self, rule: int, progress: Progress | None) -> Any:  # noqa: ANN401
        colours = self.seeds.colours
        held, work = self.zeros(self.accounts * (colours + 1)), self.zeros(3 * (colours + 1))
        marks = self.marks()

        def step(start: int, stop: int) -> int:
            state = (self.cap, self.balance, held, self.totals, self.flow, work, marks)
            return int(self.machine.mixed(start, stop, rule, colours, self.columns, state, self.log, self.room))

        self._advance(step, progress, lambda: None)
        return held

    def _touch(self, progress: Progress | None) -> Any:  # noqa: ANN401
        colours = self.seeds.colours
        held, marks = self.zeros(self.accounts * (colours + 1)), self.marks()
        if self.compiled:  # every account is noted once for each claim, so that the log never has to grow
            self.log = self.zeros(5 * (self.accounts + 2) * (colours + 1))

        def step(start: int, stop: int) -> int:
            state = (self.cap, self.balance, held, self.totals, self.flow, marks)
            return int(self.machine.touch(start, stop, colours, self.columns, state, self.log, self.room))

        self._advance(step, progress, lambda: None)
        return held

    def _mixed_state(self, held: Any) -> Mapping[int, tuple[int, ...]]:  # noqa: ANN401
        """Per account with traced money, the amounts by colour; cell 0 becomes the rest of its balance."""
        width = self.seeds.colours + 1
        accounts = self._touched()
        if self.compiled:
            cells = held.reshape(-1, width)[accounts]
            some = cells[:, 1:].any(axis=1)
            numbers, cells = accounts[some], cells[some]
            cells[:, 0] = self.balance[numbers].clip(0) - cells[:, 1:].sum(axis=1)
            return Rests(numbers, cells)
        rows = [held[account * width : (account + 1) * width] for account in accounts]
        balances = [self.balance[account] for account in accounts]
        return {
            account: (max(balance, 0) - sum(cells[1:]), *cells[1:])
            for account, balance, cells in zip(accounts, balances, rows, strict=True)
            if any(cells[1:])
        }

    def _touched(self) -> Any:  # noqa: ANN401 - a list or a numpy array
        """Accounts that a traced move reached, in the order of their numbers."""
        receivers, entries = self.columns[1], int(self.flow[0])
        if self.compiled:
            import numpy as np  # noqa: PLC0415

            marked = np.zeros(self.accounts, dtype=bool)
            marked[receivers[self.log[: 5 * entries : 5]]] = True
            marked[OUTSIDE] = False
            return marked.nonzero()[0]
        reached = sorted({receivers[self.log[5 * entry]] for entry in range(entries)})
        return [account for account in reached if account != OUTSIDE]

    def _lots(self, newest: bool, progress: Progress | None) -> dict[int, tuple[int, ...]]:
        head, tail = self.zeros(self.accounts, -1), self.zeros(self.accounts, -1)
        size, marks = 2 * self.accounts + 64, self.marks()
        pool = [self.zeros(size), self.zeros(size), self._chain(0, size)]

        def step(start: int, stop: int) -> int:
            state, cells = (self.cap, self.balance, head, tail, self.totals, self.flow, marks), tuple(pool)
            place = (start, stop, int(newest), self.seeds.colours)
            return int(self.machine.lots(*place, self.columns, state, cells, self.log, self.room))

        def grow() -> None:
            size = len(pool[0])
            pool[0], pool[1] = (self._joined(part, self.zeros(size)) for part in pool[:2])
            pool[2] = self._joined(pool[2], self._chain(size, 2 * size))
            pool[2][2 * size - 1] = self.flow[1]
            self.flow[1] = size

        self._advance(step, progress, grow)
        touched = map(int, self._touched())
        return {account: cells for account in touched if any((cells := self._sum(account, head, pool))[1:])}

    def _chain(self, first: int, stop: int) -> Any:  # noqa: ANN401
        """Free lots, each pointing to the next; the last one ends the chain."""
        if self.compiled:
            import numpy as np  # noqa: PLC0415

            cells = np.arange(first + 1, stop + 1, dtype=np.int64)
            cells[-1] = -1
            return cells
        return [*range(first + 1, stop), -1]

    def _sum(self, account: int, head: Any, pool: list[Any]) -> tuple[int, ...]:  # noqa: ANN401
        sums = [0] * (self.seeds.colours + 1)
        lot = int(head[account])
        while lot >= 0:
            sums[int(pool[1][lot])] += int(pool[0][lot])
            lot = int(pool[2][lot])
        return tuple(sums)

    def _sums(self, held: Mapping[int, tuple[int, ...]], *, amounts: bool) -> tuple[Totals, ...]:
        found = [Totals(0, 0, 0, 0)]  # other money is not followed
        for colour in range(1, self.seeds.colours + 1):
            seeded, left, absorbed = (int(v) for v in self.totals[3 * colour : 3 * colour + 3])
            resting = sum(cells[colour] for cells in held.values()) if amounts else seeded
            found.append(Totals(seeded, left, absorbed, resting))
        return tuple(found)


def _in_file_order(log: Any, order: Sequence[int]) -> Any:  # noqa: ANN401
    if hasattr(order, "dtype") and hasattr(log, "dtype"):
        log[::5] = order[log[::5]]
        return log
    for entry in range(0, len(log), 5):
        log[entry] = order[int(log[entry])]
    return log
