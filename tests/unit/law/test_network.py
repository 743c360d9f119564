"""The network of routes: what connects a state, where nothing is evidenced, and how the blocks of gaps are told."""

import datetime as dt
import xml.etree.ElementTree as ET
from itertools import permutations

from comity.law.matrix import Cell
from comity.law.network import connectivity, connectivity_of_all, gaps
from comity.law.network_picture import picture_of_all, picture_of_state
from comity.law.verdict import Verdict

ON = dt.date(2026, 11, 21)
OPEN, HALF, SILENT, NO = Verdict.OPEN, Verdict.CONDITIONAL, Verdict.NOT_EVIDENCED, Verdict.UNAVAILABLE


def cells(states: str, routed: set[tuple[str, str]], verdict: Verdict = HALF) -> list[Cell]:
    pairs = permutations(states.split(), 2)
    return [Cell(a, b, verdict if (a, b) in routed else SILENT, "X") for a, b in pairs]


def test_asking_and_being_asked_are_counted_apart():
    found = connectivity(cells("AND CHE CHN", {("AND", "CHE"), ("CHN", "CHE")}), "CHE", "extradition")
    assert (found.as_requesting.routed, found.as_requesting.without) == (0, ("AND", "CHN"))
    assert (found.as_requested.routed, found.as_requested.without) == (2, ())


def test_states_without_a_route_in_either_direction_are_told_apart_from_those_with_one():
    found = connectivity(cells("AND CHE CHN FJI", {("AND", "CHE"), ("CHE", "CHN")}), "CHE", "extradition")
    assert found.without_either_way() == ("FJI",)


def test_the_table_of_all_states_says_the_same_as_each_state_alone():
    held = cells("AND CHE CHN FJI", {("AND", "CHE"), ("CHN", "FJI"), ("FJI", "AND")})
    assert connectivity_of_all(held, "x") == tuple(connectivity(held, s, "x") for s in ("AND", "CHE", "CHN", "FJI"))


def test_a_route_with_open_points_is_a_route_and_an_unavailable_one_is_a_gap():
    held = [Cell("AND", "CHE", OPEN, "X"), Cell("AND", "FJI", HALF, "X"), Cell("AND", "CHN", NO, "X")]
    side = connectivity(held, "AND", "extradition").as_requesting
    assert (side.routed, side.without) == (2, ("CHN",))
    assert side.verdicts == {"open": 1, "conditional": 1, "unavailable": 1}


def test_states_with_no_route_to_one_another_are_one_block():
    club = {(a, b) for a, b in permutations(("AND", "CHE"), 2)}
    (block, *_) = gaps(cells("AND CHE CHN FJI TUV", club), "extradition", ON, 5)
    assert block.requested == ("CHN", "FJI", "TUV")
    assert block.requesting == ("AND", "CHE", "CHN", "FJI", "TUV")
    assert block.pairs == 3 * 4  # a state is no pair with itself


def test_blocks_share_no_pair_and_hold_every_gap_where_enough_are_asked_for():
    routed = {("AND", "CHE"), ("CHE", "AND"), ("CHN", "AND"), ("FJI", "CHN"), ("TUV", "CHN"), ("TUV", "FJI")}
    held = cells("AND CHE CHN FJI TUV", routed)
    blocks = gaps(held, "extradition", ON, 99)
    named = [(a, b) for block in blocks for a in block.requesting for b in block.requested if a != b]
    assert len(named) == len(set(named)) == sum(block.pairs for block in blocks)
    assert set(named) == {(cell.requesting, cell.requested) for cell in held} - routed


def test_a_network_in_which_everybody_can_ask_everybody_has_no_gap():
    held = cells("AND CHE CHN", set(permutations(("AND", "CHE", "CHN"), 2)))
    assert gaps(held, "extradition", ON, 5) == ()


def test_a_block_names_the_states_whose_own_law_nobody_has_looked_up():
    (block, *_) = gaps(cells("CHE FJI TUV", set()), "extradition", ON, 1)
    assert block.law_unknown == ("FJI", "TUV")


def test_the_picture_has_a_title_a_description_and_one_tile_for_each_other_state():
    root = ET.fromstring(picture_of_state(cells("AND CHE CHN", {("AND", "CHE")}), "CHE", "Routes <of> Switzerland"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Routes <of> Switzerland"
    assert "alphabetical" in (root.findtext(f"{space}desc") or "")
    told = [group.findtext(f"{space}title") for group in root.iter(f"{space}g")]
    assert told == [
        "Andorra: Switzerland asks, not evidenced; Andorra asks, conditional.",
        "China: Switzerland asks, not evidenced; China asks, not evidenced.",
    ]


def test_every_verdict_has_a_sign_of_its_own_so_that_no_reader_depends_on_colour():
    held = [Cell("CHE", other, v, "X") for other, v in zip(("AND", "CHN", "FJI", "TUV", "TON"), Verdict, strict=True)]
    root = ET.fromstring(picture_of_state(held, "CHE", "All verdicts"))
    legend = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")][-10::2]
    assert len(set(legend)) == len(Verdict)


def test_the_picture_of_all_states_writes_the_number_into_the_tile():
    picture = picture_of_all(connectivity_of_all(cells("AND CHE CHN", {("AND", "CHE"), ("CHN", "CHE")}), "x"), "All")
    assert "Switzerland: 2 of 2 states have an evidenced route to it." in picture
    assert "China: 0 of 2 states have an evidenced route to it." in picture
