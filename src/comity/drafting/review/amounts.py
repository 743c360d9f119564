"""Amounts: sums that do not add up are the first thing a defence lawyer finds."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from comity.casefile.assets import Asset, AssetLink
from comity.common.money import Money
from comity.drafting.locked import digits_in
from comity.drafting.review.finding import Severity
from comity.drafting.review.language import joined_groups
from comity.drafting.review.rule import PROPERTY, Complaint, Submission, review_rule

_ADD_UP = "practice: amounts of one file agree (StAR Asset Recovery Watch; certificate under Reg. 2018/1805)"
_EVIDENCE = "UNCAC art. 55(7): sufficient evidence; practice: evidence-linked tracing (StAR)"


@review_rule("recovery-does-not-add-up", Severity.BLOCKING, _ADD_UP)
def recovery_does_not_add_up(submission: Submission) -> Iterator[Complaint]:
    """What is claimed less what has come back is what is outstanding."""
    sums = submission.request.amounts
    if sums is None or sums.claimed is None or sums.recovered is None or sums.outstanding is None:
        return
    if sums.claimed - sums.recovered != sums.outstanding:
        yield Complaint(
            submission.field("amounts"),
            f"{sums.claimed} claimed less {sums.recovered} recovered is not {sums.outstanding} outstanding.",
            "Correct the amount that is wrong.",
        )


@review_rule("nothing-outstanding", Severity.WARNING, _ADD_UP, *PROPERTY)
def nothing_outstanding(submission: Submission) -> Iterator[Complaint]:
    """A request for property is not sent when nothing is outstanding."""
    sums = submission.request.amounts
    if sums is not None and sums.outstanding is not None and sums.outstanding.amount <= 0:
        yield Complaint(
            submission.field("amounts.outstanding"),
            "Nothing is outstanding.",
            "Withdraw the request, or correct the amount.",
        )


@review_rule("claimed-more-than-the-assets", Severity.WARNING, _ADD_UP, "confiscation", "return_of_assets")
def claimed_more_than_the_assets(submission: Submission) -> Iterator[Complaint]:
    """What is claimed from an asset is not more than its value."""
    sums = submission.request.amounts
    if sums is None or sums.outstanding is None or not submission.assets:
        return
    values = [asset.value.money for asset in submission.assets if asset.value]
    if len(values) == len(submission.assets) and _currencies(values) == {sums.outstanding.currency}:
        worth = _total(values)
        if sums.outstanding.amount > worth:
            yield Complaint(
                submission.field("amounts.outstanding"),
                f"{sums.outstanding} are claimed from assets worth {worth:,f}.",
                "Claim the balance elsewhere, or correct the value.",
            )


@review_rule("claimed-more-than-the-loss", Severity.WARNING, _ADD_UP, "confiscation", "return_of_assets")
def claimed_more_than_the_loss(submission: Submission) -> Iterator[Complaint]:
    """What is claimed is not more than what was taken."""
    sums = submission.request.amounts
    lost = [amount.money for item in submission.conduct for amount in item.amounts]
    if sums is None or sums.claimed is None or _currencies(lost) != {sums.claimed.currency}:
        return
    if sums.claimed.amount > _total(lost):
        yield Complaint(
            submission.field("amounts.claimed"),
            f"{sums.claimed} are claimed, {_total(lost):,f} were taken.",
            "Explain interest or gain, or correct the amount.",
        )


@review_rule("value-above-the-inflow", Severity.WARNING, _EVIDENCE, *PROPERTY)
def value_above_the_inflow(submission: Submission) -> Iterator[Complaint]:
    """Where all of an asset is said to be proceeds, the transfers into it explain all of its value."""
    for asset in submission.assets:
        moves = _same_currency(asset)
        if asset.link is AssetLink.PROCEEDS and asset.value and moves and asset.value.money.amount > _total(moves):
            yield Complaint(
                f"assets[{asset.id}].value",
                f"The asset is worth {asset.value.money}; the transfers shown make {_total(moves):,f}.",
                "Show the other transfers, or limit the request to what is explained.",
            )


@review_rule("inflow-above-the-conduct", Severity.WARNING, _EVIDENCE, *PROPERTY)
def inflow_above_the_conduct(submission: Submission) -> Iterator[Complaint]:
    """No more money from the offence reaches an asset than the offence yielded."""
    yielded = [amount.money for item in submission.conduct for amount in item.amounts]
    for asset in submission.assets:
        moves = [move.money for move in asset.transactions]
        if not moves or not yielded or len(_currencies([*moves, *yielded])) > 1:
            continue
        if asset.link is AssetLink.PROCEEDS and _total(moves) > _total(yielded):
            yield Complaint(
                f"assets[{asset.id}].transactions",
                f"The transfers make {_total(moves):,f}, the conduct of the request {_total(yielded):,f}.",
                "Leave out transfers that are not from the offence, or correct the amounts of the conduct.",
            )


@review_rule("amount-not-in-the-statement", Severity.WARNING, _ADD_UP)
def amount_not_in_the_statement(submission: Submission) -> Iterator[Complaint]:
    """The amounts of the conduct are those that its statement tells."""
    for item in submission.conduct:
        told = digits_in(joined_groups(" ".join(item.statement.paragraphs(submission.language))))
        for amount in item.amounts if told else ():
            if not _spellings(amount.money.amount) & told.keys():
                yield Complaint(
                    f"conduct[{item.id}].amounts",
                    f"{amount.money} does not stand in the statement of the facts.",
                    "Write the amount in the statement, or correct it here.",
                )


@review_rule(
    "currencies-without-a-dated-rate",
    Severity.WARNING,
    "practice: date and exchange rate per amount (StAR asset recovery data); ETS 141 art. 14(4)",
)
def currencies_without_a_dated_rate(submission: Submission) -> Iterator[Complaint]:
    """Amounts in several currencies each carry the day they speak for; they are compared at a dated rate only."""
    amounts = [(f"conduct[{item.id}].amounts", amount) for item in submission.conduct for amount in item.amounts]
    amounts += [(f"assets[{asset.id}].value", asset.value) for asset in submission.assets if asset.value]
    if len({amount.money.currency for _, amount in amounts}) < 2:
        return
    for where, amount in amounts:
        if amount.on is None:
            yield Complaint(
                where,
                f"{amount.money} has no date, and the request counts in several currencies.",
                "Give the day the amount speaks for, and the rate that was used.",
            )


@review_rule("amount-not-positive", Severity.BLOCKING, _ADD_UP)
def amount_not_positive(submission: Submission) -> Iterator[Complaint]:
    """What an offence yielded and what was transferred are more than nothing."""
    for item in submission.conduct:
        if any(amount.money.amount <= 0 for amount in item.amounts):
            yield Complaint(
                f"conduct[{item.id}].amounts",
                "An amount of the conduct is zero or less.",
                "Correct it, or leave it out.",
            )
    for asset in submission.assets:
        if any(move.money.amount <= 0 for move in asset.transactions):
            yield Complaint(
                f"assets[{asset.id}].transactions", "A transfer is of zero or less.", "Correct it, or leave it out."
            )


def _same_currency(asset: Asset) -> list[Money]:
    """The transfers of an asset; none where one of them is in another currency than its value."""
    moves = [move.money for move in asset.transactions]
    value = [asset.value.money] if asset.value else []
    return moves if len(_currencies([*moves, *value])) == 1 else []


def _currencies(sums: Iterable[Money]) -> set[str]:
    return {money.currency for money in sums}


def _total(sums: Iterable[Money]) -> Decimal:
    return sum((money.amount for money in sums), Decimal(0))


def _spellings(amount: Decimal) -> set[str]:
    """An amount as digits: with two decimals, as it is kept, and without decimals where they are zero."""
    found = {f"{amount:.2f}", f"{amount:f}"}
    if amount == amount.to_integral_value():
        found.add(f"{amount:.0f}")
    return {spelling.replace(".", "") for spelling in found}
