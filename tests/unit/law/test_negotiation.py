"""A negotiation list: what waits first, then what opens most; every move says what it would open and nothing more."""

import datetime as dt
from functools import cache

from comity.law.matrix import Cell, solve_pairs
from comity.law.negotiation import Move, Opening, negotiation_list
from comity.law.network import ROUTED
from comity.law.supposition import Act, Supposition, effect_of, pairs_of

ON = dt.date(2026, 11, 21)
OTHERS = ("CHE", "CHN", "FRA", "VUT", "EGY", "USA")


@cache
def cells() -> tuple[Cell, ...]:
    return tuple(solve_pairs(pairs_of("EGY", OTHERS), "extradition", ON))


def ranked(**requests: int) -> tuple[Opening, ...]:
    return negotiation_list("EGY", "extradition", ON, OTHERS, cells(), requests)


def test_a_treaty_is_offered_with_every_state_to_or_from_which_no_route_is_evidenced() -> None:
    closed = {(c.requesting, c.requested) for c in cells() if c.verdict not in ROUTED}
    treaties = [one for one in ranked() if one.move is Move.TREATY]
    opened = {("EGY", other) for one in treaties for other in one.asks}
    opened |= {(other, "EGY") for one in treaties for other in one.asked}
    assert opened == closed


def test_an_accession_opens_what_the_supposition_says() -> None:
    accession = next(one for one in ranked() if one.move is Move.ACCESSION)
    effect = effect_of(Supposition("EGY", Act.ACCEDES, accession.about), "extradition", ON, OTHERS, cells())
    assert accession.pairs == len(effect.improved) > 0
    assert accession.worsened == len(effect.worsened)


def test_what_open_requests_wait_for_comes_first() -> None:
    treaty = next(one for one in ranked() if one.move is Move.TREATY and one.asks)
    first = ranked(**{treaty.about: 3})[0]
    assert first.requests == 3
    assert treaty.about in first.asks
    without = ranked()
    assert [one.pairs for one in without] == sorted((one.pairs for one in without), reverse=True)


def test_a_request_that_a_move_does_not_help_does_not_lift_it() -> None:
    open_already = {c.requested for c in cells() if c.requesting == "EGY" and c.verdict in ROUTED}
    assert all(one.requests == 0 or open_already & set(one.asks) for one in ranked(**dict.fromkeys(open_already, 5)))
