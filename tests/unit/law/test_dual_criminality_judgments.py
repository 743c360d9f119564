from comity.law.dual_criminality_judgments import judgments, judgments_of


def test_a_decision_whose_outcome_could_not_be_read_shows_only_that_the_question_arose():
    (australian,) = judgments_of("AUS")
    assert not australian.decides


def test_decisions_are_found_by_either_state():
    assert {j.id for j in judgments_of("USA")} == {"DC02", "DC03"}
    assert len(judgments()) == 3
