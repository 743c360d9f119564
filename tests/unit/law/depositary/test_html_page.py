"""Tables as a reader sees them, whatever the markup."""

from comity.law.depositary.html_page import parse_html


def cells(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in parse_html(text).tables[0][1]]


def test_a_table_within_a_cell_is_a_table_of_its_own() -> None:
    page = parse_html("<table><tr><td>outer<table><tr><td>inner</td></tr></table></td></tr></table>")
    assert [[cell.text for row in rows for cell in row] for _, rows in page.tables] == [["inner"], ["outer"]]


def test_rows_and_cells_close_where_the_next_begins() -> None:
    assert cells("<table><tr><td>a<td>b<tr><td>c</table>") == [["a", "b"], ["c"]]


def test_a_table_that_never_ends_is_read() -> None:
    assert cells("<table><tr><td>a</td><td>b") == [["a", "b"]]


def test_scripts_and_styles_are_not_text() -> None:
    page = parse_html("<style>p {}</style><script>if (a < b) { c() }</script><p>text</p>")
    assert page.lines == ["text"]


def test_raised_marks_are_kept_apart_and_ordinals_are_not() -> None:
    row = parse_html("<table><tr><td>Danemark<sup>e</sup><td>1<sup>er</sup> juin</table>").tables[0][1][0]
    assert [(cell.text, cell.marks) for cell in row] == [("Danemark", ("e",)), ("1er juin", ())]


def test_only_blanks_on_the_line_itself_set_a_cell_in() -> None:
    page = parse_html("<table><tr><td>\n   Albania</td></tr><tr><td><p>\u00a0\u00a0Jersey</p></td></tr></table>")
    assert [row[0].indented for row in page.tables[0][1]] == [False, True]
