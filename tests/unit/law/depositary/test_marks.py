"""The heading of a column explains its marks."""

from comity.law.depositary.marks import legend


def test_the_united_nations_heading_tells_ratification_from_accession_and_succession() -> None:
    heading = "Ratification, Acceptance(A), Approval(AA), Formal confirmation(c), Accession(a), Succession(d)"
    assert legend(heading) == {
        "": "ratification",
        "A": "acceptance",
        "AA": "approval",
        "c": "formal confirmation",
        "a": "accession",
        "d": "succession",
    }


def test_the_order_of_the_words_does_not_matter() -> None:
    assert legend("Approval(AA), Acceptance(A), Accession(a), Succession(d), Ratification")[""] == "ratification"


def test_the_swiss_heading_has_capital_letters_of_its_own() -> None:
    heading = "Ratification Adhésion (A) Signature sans réserve de ratification (Si) Déclaration de succession (S)"
    assert legend(heading) == {
        "": "ratification",
        "A": "accession",
        "Si": "definitive signature",
        "S": "succession",
    }


def test_a_column_for_accessions_alone_says_nothing_of_an_unmarked_date() -> None:
    assert legend("Accession(a)") == {"": "", "a": "accession"}
