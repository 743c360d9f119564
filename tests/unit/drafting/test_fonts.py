import pytest

from comity.drafting.fonts import FONTS_FOLDER, missing_glyphs


@pytest.mark.parametrize("codec", ["gb2312", "big5", "big5hkscs", "euc_jp", "euc_kr", "cp1252", "cp1251", "iso8859_7"])
def test_the_fonts_show_every_letter_of_a_national_character_set(codec: str):
    letters = []
    for code in (*range(0xA0, 0x500), *range(0x3041, 0x30FF), *range(0x3400, 0xD7A4), *range(0x20000, 0x2A6E0)):
        character = chr(code)
        try:
            character.encode(codec)
        except UnicodeEncodeError:
            continue
        if character.isalpha():
            letters.append(character)
    assert len(letters) > 50
    assert missing_glyphs("".join(letters)) == set()


def test_a_character_without_a_glyph_is_named():
    assert missing_glyphs("王😀a𒀀") == {"😀", "𒀀"}


def test_marks_that_only_steer_the_line_are_not_missing():
    assert missing_glyphs("a\u200b\u2068\u2069\u200e\n\t\u00a0\u202f") == set()


def test_the_licence_travels_with_the_fonts():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS_FOLDER / "OFL.txt").read_text(encoding="utf-8")
    size = sum(path.stat().st_size for path in FONTS_FOLDER.iterdir())
    assert size < 9.5e6
