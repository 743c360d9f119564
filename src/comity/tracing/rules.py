"""The tracing rules: what an outflow from a mixed account takes, and where that rule comes from."""

from enum import StrEnum


class Rule(StrEnum):
    """A rule by which money is followed through mixed accounts."""

    FIFO = "fifo"
    LIFO = "lifo"
    CLEAN_FIRST = "clean_first"
    TAINT_FIRST = "taint_first"
    PRO_RATA = "pro_rata"
    PARI_PASSU = "pari_passu"
    POISON = "poison"


EXPLANATIONS = {
    Rule.FIFO: "An outflow takes the money that came in first (Clayton's Case).",
    Rule.LIFO: "An outflow takes the money that came in last.",
    Rule.CLEAN_FIRST: (
        "An outflow takes other money first, so that the claim never exceeds the lowest balance in between "
        "(Re Hallett, Roscoe v Winder; sediment method). Several claimants share what is taken from them pro rata."
    ),
    Rule.TAINT_FIRST: (
        "An outflow takes the traced money first; several claimants share what is taken from them pro rata."
    ),
    Rule.PRO_RATA: "Every outflow takes all money of the account in proportion (rolling charge).",
    Rule.PARI_PASSU: (
        "The claimants' money is one fund, other money leaves first, and what is left of the fund anywhere is divided "
        "by total contributions, whatever their dates (Barlow Clowes)."
    ),
    Rule.POISON: (
        "Every account that money was received from is touched as a whole, for good: a list of accounts to look at, "
        "never an amount."
    ),
}
"""One sentence per rule, as exhibits and summaries print it."""

CAPPED = tuple(rule for rule in Rule if rule is not Rule.POISON)
"""The rules that give amounts."""
