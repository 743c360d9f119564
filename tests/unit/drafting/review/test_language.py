import pytest

from comity.drafting.locked import digits_in
from comity.drafting.review.language import joined_groups


@pytest.mark.parametrize(
    "text", ["1 600 000,00 EUR", "1.600.000,00 EUR", "1,600,000.00 EUR", "1\u202f600\u202f000,00 EUR"]
)
def test_an_amount_is_one_number_however_its_groups_are_parted(text: str) -> None:
    assert list(digits_in(joined_groups(text))) == ["160000000"]


def test_a_year_before_an_amount_stays_a_number_of_its_own() -> None:
    assert set(digits_in(joined_groups("le 20 mai 2019, 1 500 000,00 EUR"))) == {"20", "2019", "150000000"}
