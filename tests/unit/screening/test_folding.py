from comity.screening.folding import LONGEST_NAME, fold_word, split_words, visible


def test_what_the_eye_cannot_see_is_left_out() -> None:
    assert visible("Ali\u200bce \u202eSm\u00adith") == "Alice Smith"


def test_a_name_of_a_megabyte_is_cut() -> None:
    assert len(visible("é" * 1_000_000)) == LONGEST_NAME


def test_marks_and_special_letters_fall_to_plain_ones() -> None:
    assert [fold_word(w) for w in ("Łukasz", "Ørsted", "Müller", "Đặng", "STRAẞE")] == [
        "lukasz",
        "orsted",
        "muller",
        "dang",
        "strasse",
    ]


def test_look_alike_letters_of_another_script_are_read_as_the_word_around_them() -> None:
    assert fold_word("Раul") == "paul"
    assert fold_word("Pаvel") == "pavel"
    assert fold_word("Владимиp") == "владимир"


def test_cyrillic_keeps_its_short_i_and_loses_its_accent() -> None:
    assert fold_word("Андре\u0301й") == "андрей"


def test_arabic_forms_of_one_letter_are_one() -> None:
    assert fold_word("أحمد") == fold_word("احمد") == fold_word("اَحمد")


def test_hyphens_and_dots_divide_and_apostrophes_do_not() -> None:
    assert split_words("Jean-Luc O'Neill・渡辺") == ["Jean", "Luc", "O'Neill", "渡辺"]
