from comity.drafting.blocks import FieldKind
from comity.drafting.locked import LockedDifference, LockedValue, digits_in, locked_differences

DATE = LockedValue("order.date", FieldKind.DATE, "2024-03-05")
NAME = LockedValue("persons[0].name", FieldKind.NAME, "王伟")


def test_the_order_of_insertions_is_free():
    assert locked_differences([DATE, NAME, NAME], [NAME, DATE, NAME]) == []


def test_a_value_that_one_version_leaves_out_is_a_difference():
    assert locked_differences([DATE, NAME], [DATE]) == [LockedDifference(NAME, 1, 0)]


def test_the_numbers_of_a_free_text_are_compared_without_their_separators():
    assert digits_in("On 5 March he took 1,250,000.00 EUR") == digits_in(
        "Le 5 mars, il prit 1\u202f250\u202f000,00 EUR"
    )
    assert digits_in("14 invoices") != digits_in("41 factures")
