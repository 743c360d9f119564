"""The accounts of the ledger: where a sum stands on its way home, and what it is booked against."""

from enum import StrEnum


class Account(StrEnum):
    """One side of a booking. Every entry debits some accounts and credits others by the same sum."""

    SUSPECTED = "suspected"
    PRESERVED = "preserved"
    FROZEN = "frozen"
    CONFISCATED = "confiscated"
    REALISED = "realised"
    SHARED = "shared"
    RETURNED = "returned"
    USED = "used"
    RELEASED = "paid_to_claimants"
    COSTS = "costs"
    INTEREST = "interest"
    VALUATION_DIFFERENCE = "valuation_difference"
    EXCHANGE = "currency_exchange"
    EXCHANGE_DIFFERENCE = "exchange_difference"
    ORIGIN = "first_record"


# Where a sum can stand, in the order of its way from suspicion to its use.
STAGES: tuple[Account, ...] = (
    Account.SUSPECTED,
    Account.PRESERVED,
    Account.FROZEN,
    Account.CONFISCATED,
    Account.REALISED,
    Account.SHARED,
    Account.RETURNED,
    Account.USED,
)

# What nobody has in hand any more, or what explains why a sum grew or shrank.
BESIDE: tuple[Account, ...] = tuple(account for account in Account if account not in STAGES)

# The published meaning of each account.
MEANING: dict[Account, str] = {
    Account.SUSPECTED: "Believed to come from the offence; nothing holds it yet.",
    Account.PRESERVED: "Held for a short time by an authority that is no court.",
    Account.FROZEN: "Held by an order that takes effect where it is.",
    Account.CONFISCATED: "Taken by a final order.",
    Account.REALISED: "Turned into money.",
    Account.SHARED: "Kept by, or paid to, a state that takes a share.",
    Account.RETURNED: "Paid to the state it is returned to.",
    Account.USED: "Spent on what the agreement names, and reported.",
    Account.RELEASED: "Paid to a third party in good faith or to a victim.",
    Account.COSTS: "Expenses of keeping, selling and returning.",
    Account.INTEREST: "What the sum earned while it was held.",
    Account.VALUATION_DIFFERENCE: "How far a sale or a new valuation differs from the value on record.",
    Account.EXCHANGE: "What was given in one currency for what was received in another.",
    Account.EXCHANGE_DIFFERENCE: "What an exchange brought less, or more, than its published rate says.",
    Account.ORIGIN: "The other side of every sum that first comes on record.",
}
