"""What a page would add to a party list is proposed, compared and never decided."""

from collections.abc import Callable

import pytest

from comity.common.errors import BadInputError
from comity.law.depositary.page import DepositaryPage, Entry
from comity.law.depositary.proposal import Finding, Proposal, Proposed

Proposes = Callable[..., Proposal]


def dutch(*entries: Entry, reference: str = "010077", as_of: str = "") -> DepositaryPage:
    return DepositaryPage("dutch_treaty_bank", "Dutch treaty register", "", reference, as_of, entries, lumps=True)


def row(proposal: Proposal, state: str) -> Proposed:
    return next(one for one in proposal.rows if one.state == state)


def test_rows_that_the_list_holds_already_are_the_same(proposed: Proposes) -> None:
    proposal = proposed("un-xviii-14.html", "UNCAC")
    assert row(proposal, "DZA").finding is Finding.SAME
    assert row(proposal, "FIN").finding is Finding.SAME


def test_a_date_that_contradicts_every_source_held_is_shown_beside_them(proposed: Proposes) -> None:
    proposal = proposed(dutch(Entry("Albania", deposited="2006-05-26")), "UNCAC")
    (difference,) = row(proposal, "ALB").differences
    assert row(proposal, "ALB").finding is Finding.DIFFERS
    assert (difference.field, difference.theirs) == ("deposited", "2006-05-26")
    assert {value for value, _ in difference.ours} == {"2006-05-25"}


def test_a_date_that_agrees_with_one_of_several_sources_is_no_difference(proposed: Proposes) -> None:
    findings = [
        row(proposed(dutch(Entry("Montenegro", in_force=day)), "UNCAC"), "MNE").finding
        for day in ("2006-06-03", "2006-11-22", "2006-06-04")
    ]
    assert findings == [Finding.SAME, Finding.SAME, Finding.DIFFERS]


def test_a_date_held_only_as_a_misprint_differs_when_another_page_prints_it(proposed: Proposes) -> None:
    azerbaijan = row(proposed(dutch(Entry("Azerbaijan", in_force="2005-12-01")), "UNCAC"), "AZE")
    assert azerbaijan.finding is Finding.DIFFERS


def test_a_field_that_no_source_held_is_an_addition(proposed: Proposes) -> None:
    proposal = proposed(dutch(Entry("Albania", left="2026-01-01")), "UNCAC")
    assert row(proposal, "ALB").finding is Finding.ADDS
    assert row(proposal, "ALB").adds == ("left",)


def test_a_state_without_a_row_is_new(proposed: Proposes) -> None:
    proposal = proposed(dutch(Entry("Eritrea", deposited="2020-01-01")), "UNCAC")
    assert row(proposal, "ERI").finding is Finding.NEW


def test_a_state_held_here_and_not_on_the_page_is_a_reminder_and_no_row(proposed: Proposes) -> None:
    proposal = proposed("un-xviii-14.html", "UNCAC")
    assert "CHN" in proposal.missing
    assert all(one.state != "CHN" for one in proposal.rows)


def test_a_page_of_statements_alone_reminds_of_nobody(proposed: Proposes) -> None:
    assert proposed("coe-191-declarations.html", "ETS191").missing == ()


def test_unknown_names_former_states_and_states_without_a_date_are_listed(proposed: Proposes) -> None:
    proposal = proposed("un-xviii-14.html", "UNCAC")
    assert (proposal.unknown, proposal.former) == (("Ruritania",), ("Czechoslovakia",))
    assert proposed("coe-173.html", "ETS173").undated == ("Liechtenstein",)


def test_a_page_of_another_treaty_is_refused(proposed: Proposes) -> None:
    with pytest.raises(BadInputError, match=r"about 'United Nations Convention against Corruption' \(XVIII-14\)"):
        proposed("un-xviii-14.html", "UNTOC")
    with pytest.raises(BadInputError, match="which is ETS173 here, not ETS024"):
        proposed("swiss-0.311.55.html", "ETS024")
    with pytest.raises(BadInputError, match="which is OAS-B58 here"):
        proposed("oas-b-58.html", "UNCAC")


def test_a_page_whose_number_is_not_known_asks_for_a_look(proposed: Proposes) -> None:
    proposal = proposed("dutch-treaty-series.html", "UNCAC", "2011-02-01")
    assert any("check that the page is about UNCAC" in caution for caution in proposal.cautions)


def test_the_page_s_own_date_wins_over_the_one_that_was_given(proposed: Proposes) -> None:
    proposal = proposed("un-xviii-14.html", "UNCAC", "2024-05-01")
    assert proposal.source.as_of == "2024-04-20"
    assert any("2024-05-01" in caution for caution in proposal.cautions)


def test_a_page_without_a_date_takes_the_one_that_was_given_or_asks(proposed: Proposes) -> None:
    assert proposed("oas-b-58.html", "OAS-B58", "2026-11-20").source.as_of == "2026-11-20"
    assert any("--as-of" in caution for caution in proposed("oas-b-58.html", "OAS-B58").cautions)


def test_the_source_carries_title_date_and_the_day_of_checking(proposed: Proposes) -> None:
    source = proposed("swiss-0.311.55.html", "ETS173").source
    assert "SR 0.311.55" in source.title
    assert (source.as_of, source.checked, source.grade) == ("2018-07-04", "2026-11-21", "A")


def test_a_printed_total_that_the_rows_do_not_reach_is_told(proposed: Proposes) -> None:
    cautions = proposed("un-xviii-14.html", "UNCAC").cautions
    assert any("prints 190 parties" in caution for caution in cautions)


def test_a_withdrawal_without_a_day_waits_for_a_lawyer(proposed: Proposes) -> None:
    page = dutch(Entry("Italy", deposited="2009-10-05", withdrawn=True))
    assert row(proposed(page, "UNCAC"), "ITA").unfinished == "the date of leaving"


def test_a_state_that_left_before_the_page_s_date_and_is_printed_as_a_party_differs(proposed: Proposes) -> None:
    entry = Entry("Bhutan", deposited="2016-09-21")
    late, early = (row(proposed(dutch(entry, as_of=day), "UNCAC"), "BTN") for day in ("2024-01-01", "2015-01-01"))
    assert "left" in {difference.field for difference in late.differences}
    assert "left" not in {difference.field for difference in early.differences}


def test_consents_that_one_of_the_two_lists_does_not_tell_apart_do_not_differ(proposed: Proposes) -> None:
    lumped = proposed(dutch(Entry("Finland", deposited="2006-06-20", how="approval")), "UNCAC")
    assert row(lumped, "FIN").finding is Finding.SAME


def test_accession_and_ratification_do_differ(proposed: Proposes) -> None:
    accession = proposed(dutch(Entry("Finland", deposited="2006-06-20", how="accession")), "UNCAC")
    assert {difference.field for difference in row(accession, "FIN").differences} == {"how"}


def test_a_state_that_made_a_statement_is_marked_for_reading(proposed: Proposes) -> None:
    assert row(proposed("un-xviii-14.html", "UNCAC"), "AFG").entry.reservation


def test_a_notification_alone_is_no_reservation(proposed: Proposes) -> None:
    assert not row(proposed("un-xviii-14.html", "UNCAC"), "FIN").entry.reservation
