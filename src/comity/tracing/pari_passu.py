"""Pari passu: the claimants' money is one fund, and what is left of it is divided by what each put in."""

from array import array

from comity.tracing.columns import Sparse
from comity.tracing.kernels import apportion
from comity.tracing.outcome import Replay, Totals
from comity.tracing.rules import Rule
from comity.tracing.seeds import WITHOUT_LIMIT, Seeds


def as_one_fund(seeds: Seeds) -> Seeds:
    """The claimants' money as one claim; it is followed with other money leaving first."""
    colour = seeds.colour.as_one() if isinstance(seeds.colour, Sparse) else array("i", map(bool, seeds.colour))
    cap = WITHOUT_LIMIT if seeds.colours > 1 else seeds.cap[1]
    return Seeds(colour, (0, cap), ("", "fund"), seeds.rows)


def divided(fund: Replay, seeds: Seeds) -> Replay:
    """Divide what is left of the fund among the claimants; the moves are those of the fund."""
    contributions = _contributions(fund, seeds)
    resting = _divided(fund.totals[1].resting, contributions)
    remaining = list(resting)
    held = {}
    for account, cells in fund.held.items():
        shares = _divided(cells[1], remaining)
        remaining = [a - b for a, b in zip(remaining, shares, strict=True)]
        held[account] = (cells[0], *shares[1:])
    lost = [a - b for a, b in zip(contributions, resting, strict=True)]
    absorbed = _divided(fund.totals[1].absorbed, lost)
    totals = tuple(
        Totals(put, gone - repaid, repaid, rest)
        for put, gone, repaid, rest in zip(contributions, lost, absorbed, resting, strict=True)
    )
    return Replay(Rule.PARI_PASSU, fund.balance, held, totals, fund.log)


def _contributions(fund: Replay, seeds: Seeds) -> list[int]:
    """What each claimant put into the fund."""
    found = [0] * (seeds.colours + 1)
    for move in fund.moves:
        found[seeds.colour[move.row]] += move.fresh
    return found


def _divided(amount: int, weights: list[int]) -> list[int]:
    whole = sum(weights)
    if not amount or not whole:
        return [0] * len(weights)
    out, rest = [0] * len(weights), [0] * len(weights)
    apportion(amount, weights, whole, len(weights) - 1, out, rest)
    return out
