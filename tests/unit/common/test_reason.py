from comity.common.reason import Reason
from comity.common.source import Source


def test_a_reason_is_told_from_the_outermost_sentence_inwards_with_its_source():
    source = Source("Code of Ruritania", as_of="2024")
    tree = Reason(
        "Barred.", children=(Reason("The act is not punishable.", source=source, children=(Reason("Why."),)),)
    )
    assert list(tree.lines()) == [
        (0, "Barred."),
        (1, "The act is not punishable. [Code of Ruritania (as of 2024)]"),
        (2, "Why."),
    ]
