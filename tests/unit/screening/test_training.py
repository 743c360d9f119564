from comity.screening.training.logistic import fit
from comity.screening.training.spelling_gains import Shape, learn


def test_spellings_are_learned_from_pairs_of_names() -> None:
    pairs = [(("б", "о", "ж"), "bozh"), (("ж", "о"), "zho"), (("б", "о"), "bo"), (("о", "ж"), "ozh")] * 5
    gains = learn(pairs, Shape(1, 3))
    assert max(gains["ж"], key=lambda text: gains["ж"][text]) == "zh"
    assert max(gains["б"], key=lambda text: gains["б"][text]) == "b"


def test_a_weight_keeps_the_sign_it_must_have() -> None:
    rows = [[0.0], [1.0], [2.0], [3.0]]
    _, free = fit(rows, [1, 1, 0, 0], [0])
    _, held = fit(rows, [1, 1, 0, 0], [1])
    assert free[0] < 0
    assert held == [0.0]
