import pytest

from comity.screening.identifiers import normalised


@pytest.mark.parametrize(
    ("kind", "written", "number"),
    [
        ("passportNumber", "ab 12-345.6", "AB123456"),
        ("imoNumber", "IMO 9074729", "9074729"),
        ("leiCode", "5493 001K JTII GC8Y 1R12", "5493001KJTIIGC8Y1R12"),
        ("innCode", "7707083893", "7707083893"),
    ],
)
def test_a_number_is_compared_in_its_usual_writing(kind: str, written: str, number: str) -> None:
    assert normalised(kind, written) == number


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("imoNumber", "9074728"),
        ("leiCode", "5493001KJTIIGC8Y1R13"),
        ("innCode", "7707083894"),
        ("idNumber", "123"),
        ("idNumber", "0000000"),
    ],
)
def test_a_number_that_cannot_be_one_is_left_out(kind: str, written: str) -> None:
    assert normalised(kind, written) == ""
