from comity.drafting.blocks import FieldKind, Heading, ListBlock, Paragraph, Run, Table
from comity.drafting.markdown import markdown_blocks, placeholder

NAME = (Run("王伟", kind=FieldKind.NAME),)


def test_headings_paragraphs_and_styles_are_read():
    assert markdown_blocks("## A\n\nB *c* **d**", []) == (
        Heading(2, (Run("A"),)),
        Paragraph((Run("B "), Run("c", emphasis=True), Run(" "), Run("d", strong=True))),
    )


def test_an_inserted_value_takes_the_style_it_stands_in():
    assert markdown_blocks(f"**{placeholder(0)}**：在", [NAME]) == (
        Paragraph((Run("王伟", strong=True, kind=FieldKind.NAME), Run("：在"))),
    )


def test_lists_may_hold_lists():
    (block,) = markdown_blocks("1. a\n   - b\n2. c", [])
    assert isinstance(block, ListBlock)
    assert block.ordered
    first, second = block.items
    assert first[0] == Paragraph((Run("a"),))
    assert first[1] == ListBlock(False, ((Paragraph((Run("b"),)),),))
    assert second == (Paragraph((Run("c"),)),)


def test_a_table_has_one_header_row():
    (block,) = markdown_blocks(f"| A | B |\n|---|---|\n| {placeholder(0)} | 2 |", [NAME])
    assert block == Table(((Run("A"),), (Run("B"),)), ((NAME, (Run("2"),)),))


def test_what_the_letters_do_not_use_stays_text():
    text = "<b>x</b> [a](http://example.org) ![i](j) `code` ---"
    assert markdown_blocks(text, []) == (Paragraph((Run(text),)),)


def test_a_line_that_ends_in_chinese_goes_on_without_a_space():
    (paragraph,) = markdown_blocks("请求国\n被请求国", [])
    assert isinstance(paragraph, Paragraph)
    assert "".join(run.text for run in paragraph.runs) == "请求国被请求国"
    (paragraph,) = markdown_blocks("the State\nrequested", [])
    assert isinstance(paragraph, Paragraph)
    assert "".join(run.text for run in paragraph.runs) == "the State requested"


def test_a_vocabularys_word_at_the_head_of_a_paragraph_takes_a_capital():
    term = (Run("passport", kind=FieldKind.TERM),)
    (paragraph,) = markdown_blocks(f"{placeholder(0)} and {placeholder(0)}", [term])
    assert isinstance(paragraph, Paragraph)
    assert [run.text for run in paragraph.runs] == ["Passport", " and ", "passport"]
