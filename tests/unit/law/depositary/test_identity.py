"""Which treaty a page is about."""

import pytest

from comity.common.errors import BadInputError
from comity.law.depositary.identity import check_identity, instrument_of
from comity.law.depositary.page import DepositaryPage
from comity.law.register import register


def page(title: str = "", reference: str = "") -> DepositaryPage:
    return DepositaryPage("oas", "A depositary", title, reference)


@pytest.mark.parametrize(
    ("reference", "instrument"),
    [
        ("XVIII-12-a", "UNTOC-P-TIP"),
        ("XVIII-12", "UNTOC"),
        ("ETS 024", "ETS024"),
        ("ETS 209", "CETS209"),
        ("SR 0.311.56", "UNCAC"),
        ("013891", "UN-CYBER"),
        ("B-58", "OAS-B58"),
        ("XVIII-99", ""),
        ("", ""),
    ],
)
def test_the_depositary_s_number_names_the_instrument(reference: str, instrument: str) -> None:
    assert instrument_of(page(reference=reference), register()) == instrument


def test_the_title_of_another_instrument_is_enough_to_refuse() -> None:
    with pytest.raises(BadInputError, match="which is ETS173 here, not ETS191"):
        check_identity(page("Criminal Law Convention on Corruption"), "ETS191", register())


def test_the_same_title_needs_no_number() -> None:
    assert check_identity(page("Criminal Law Convention on Corruption"), "ETS173", register()) == ()


def test_a_page_that_names_nothing_asks_for_a_look() -> None:
    (caution,) = check_identity(page(), "UNCAC", register())
    assert "a treaty it does not name" in caution
