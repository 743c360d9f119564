"""A bar chart says its numbers in words too, and reads from the side on which the script begins."""

import re
from xml.etree import ElementTree as ET

from comity.common.bar_chart import COLOURS, BarChart, Bars, bar_chart

CHART = BarChart(
    name="requests",
    title="Requests <made>",
    description="The table says the same.",
    series=("made", "pending"),
    rows=(Bars("freezing", (40, 10)), Bars("a & b", (0, None))),
    absent="*",
)
SVG = "{http://www.w3.org/2000/svg}"


def boxes(drawn: str) -> list[dict[str, str]]:
    return [box.attrib for box in ET.fromstring(drawn).iter(f"{SVG}rect")][1:]


def test_the_picture_has_a_name_a_description_and_every_number_in_words() -> None:
    root = ET.fromstring(bar_chart(CHART))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "requests-title requests-desc"
    told = [title.text for title in root.iter(f"{SVG}title")]
    assert told == [
        "Requests <made>",
        "freezing, made: 40",
        "freezing, pending: 10",
        "a & b, made: 0",
        "a & b, pending: *",
    ]


def test_bars_are_as_long_as_their_numbers_and_none_is_drawn_for_what_is_kept_back() -> None:
    widths = [int(box["width"]) for box in boxes(bar_chart(CHART))][len(CHART.series) :]
    assert widths[0] == 4 * widths[1]
    assert widths[2:] == [0, 0]
    assert [box["fill"] for box in boxes(bar_chart(CHART))][:2] == list(COLOURS[:2])


def test_right_to_left_the_picture_is_mirrored() -> None:
    mirrored = BarChart(CHART.name, CHART.title, "", CHART.series, CHART.rows, right_to_left=True)
    left, right = boxes(bar_chart(CHART))[2], boxes(bar_chart(mirrored))[2]
    assert int(right["x"]) == 900 - int(left["x"]) - int(left["width"])
    assert 'direction="rtl"' in bar_chart(mirrored)


def test_no_style_stands_in_the_picture_because_the_pages_forbid_it() -> None:
    assert not re.search(r"style|<script|href", bar_chart(CHART))


def test_a_figure_can_be_written_in_its_own_way_beside_its_bar() -> None:
    chart = BarChart("c", "Sums", "Sums by stage.", ("EUR",), (Bars("Frozen", (12550,), ("125.50 EUR",)),))
    drawn = bar_chart(chart)
    assert "Frozen, EUR: 125.50 EUR" in drawn
    assert ">12550<" not in drawn
