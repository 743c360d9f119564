"""Nexus: what ties an asset to the offence and to the requested state."""

from collections.abc import Iterator

from comity.casefile.assets import AssetLink
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import PROPERTY, Complaint, Submission, review_rule

_PROPERTY = "UNCAC art. 55(3); ETS 141 art. 27(1)(e)(ii)"


@review_rule("asset-missing", Severity.BLOCKING, _PROPERTY, *PROPERTY)
def asset_missing(submission: Submission) -> Iterator[Complaint]:
    """A request about property names the property."""
    if not submission.assets:
        yield Complaint(submission.field("assets"), "No asset is named.", "Name the assets the request concerns.")


@review_rule(
    "asset-in-another-state", Severity.BLOCKING, "UNCAC art. 55(1): situated in the requested state", *PROPERTY
)
def asset_in_another_state(submission: Submission) -> Iterator[Complaint]:
    """Property is asked for in the state where it lies."""
    for asset in submission.assets:
        if asset.state is not None and asset.state != submission.request.to:
            yield Complaint(
                f"assets[{asset.id}].state",
                f"The asset is in {asset.state}, not in {submission.request.to}.",
                f"Ask {asset.state}, or correct where the asset is.",
            )


@review_rule("asset-not-located", Severity.WARNING, "UNCAC art. 55(3)(a); ETS 141 art. 27(1)(e)(ii)", *PROPERTY)
def asset_not_located(submission: Submission) -> Iterator[Complaint]:
    """A request says where the property is, as far as possible."""
    for asset in submission.assets:
        if asset.state is None or not (asset.identifier or asset.address):
            yield Complaint(
                f"assets[{asset.id}]",
                "Where the asset is, or under what number it is known, is not said.",
                "Give the state and the account, parcel or registration number.",
            )


@review_rule("link-missing", Severity.BLOCKING, "UNCAC art. 31(1), 55(1); ETS 141 art. 27(1)(e)(ii)", *PROPERTY)
def link_missing(submission: Submission) -> Iterator[Complaint]:
    """A request says how property is linked to the offence: proceeds, benefit, instrumentality, equivalent value."""
    for asset in submission.assets:
        if asset.link is None:
            yield Complaint(
                f"assets[{asset.id}].link",
                "How the asset is linked to the offence is not said.",
                "Say whether it is proceeds, benefit, instrumentality or equivalent value.",
            )


@review_rule(
    "link-not-explained",
    Severity.BLOCKING,
    "UNCAC art. 55(3): the facts relied upon; ETS 141 art. 27(1)(e)(ii)",
    *PROPERTY,
)
def link_not_explained(submission: Submission) -> Iterator[Complaint]:
    """The facts that link the property to the offence are told, not only asserted."""
    for asset in submission.assets:
        if not asset.link_statement:
            yield Complaint(
                f"assets[{asset.id}].link_statement",
                "The link with the offence is asserted and not explained.",
                "Tell the path of the money, or how the thing was used.",
            )


@review_rule(
    "proceeds-without-transaction",
    Severity.WARNING,
    "UNCAC art. 55(3), 55(7): sufficient evidence; practice: evidence-linked tracing (StAR)",
    *PROPERTY,
)
def proceeds_without_transaction(submission: Submission) -> Iterator[Complaint]:
    """Property said to be proceeds shows at least one movement of money into it."""
    for asset in submission.assets:
        if asset.link in {AssetLink.PROCEEDS, AssetLink.BENEFIT} and not asset.transactions:
            yield Complaint(
                f"assets[{asset.id}].transactions",
                "No movement of money into the asset is shown.",
                "Add the transfers with their documents, or explain how it became proceeds.",
            )


@review_rule(
    "transaction-without-document",
    Severity.WARNING,
    "UNCAC art. 55(7): sufficient evidence; practice: evidence-linked tracing (StAR)",
)
def transaction_without_document(submission: Submission) -> Iterator[Complaint]:
    """Every transfer that the request relies on opens the document that proves it."""
    for asset in submission.assets:
        loose = [move for move in asset.transactions if move.document is None]
        if loose:
            yield Complaint(
                f"assets[{asset.id}].transactions",
                f"{len(loose)} of {len(asset.transactions)} transfers name no document.",
                "Name the bank record or other document for each.",
            )


@review_rule(
    "transaction-document-not-annexed", Severity.WARNING, "UNCAC art. 55(7): sufficient and timely evidence", *PROPERTY
)
def transaction_document_not_annexed(submission: Submission) -> Iterator[Complaint]:
    """The documents that prove the path of the money travel with the request."""
    for asset in submission.assets:
        named = dict.fromkeys(move.document for move in asset.transactions if move.document)
        loose = [name for name in named if name not in submission.request.annexes]
        if loose:
            yield Complaint(
                submission.field("annexes"),
                f"Not annexed, though '{asset.id}' relies on it: {', '.join(loose)}.",
                "List it among the annexes.",
            )


@review_rule("holder-missing", Severity.WARNING, "ETS 141 art. 27(1)(e)(ii): connection with the person", *PROPERTY)
def holder_missing(submission: Submission) -> Iterator[Complaint]:
    """A request says who holds the property, or that it is not known."""
    for asset in submission.assets:
        if asset.holder is None:
            yield Complaint(
                f"assets[{asset.id}].holder", "Who holds the asset is not said.", "Name the holder of record."
            )


@review_rule(
    "holder-without-role", Severity.WARNING, "ETS 141 art. 27(1)(e)(ii): connection with the person", *PROPERTY
)
def holder_without_role(submission: Submission) -> Iterator[Complaint]:
    """Where the holder is neither a person of the request nor part of the conduct, the connection is explained."""
    known = {
        *submission.request.people,
        *(name for item in submission.conduct for name in (*item.people, *item.companies)),
    }
    known |= {party.party for asset in submission.assets for party in asset.third_parties}
    for asset in submission.assets:
        if asset.holder is not None and asset.holder not in known:
            yield Complaint(
                f"assets[{asset.id}].holder",
                f"{submission.case.party_name(asset.holder)} holds the asset and appears nowhere in the conduct.",
                "Explain the connection, or name the holder as a third party.",
            )


@review_rule("asset-of-other-conduct", Severity.WARNING, "UNCAC art. 55(1); ETS 141 art. 27(1)(e)(ii)", *PROPERTY)
def asset_of_other_conduct(submission: Submission) -> Iterator[Complaint]:
    """Property is linked to the conduct that this request rests on."""
    for asset in submission.assets:
        if asset.conduct and not set(asset.conduct) & set(submission.request.conduct):
            yield Complaint(
                f"assets[{asset.id}].conduct",
                f"The asset is linked to {', '.join(asset.conduct)}, on which this request does not rest.",
                "Add that conduct to the request, or leave the asset out.",
            )


@review_rule(
    "equivalent-value-without-limit",
    Severity.BLOCKING,
    "ETS 141 art. 27(2): the maximum amount",
    "freezing",
    "confiscation",
)
def equivalent_value_without_limit(submission: Submission) -> Iterator[Complaint]:
    """Where property only stands for the value of proceeds, the request gives the highest amount it answers for."""
    amounts = submission.request.amounts
    for asset in submission.assets:
        if asset.link is AssetLink.EQUIVALENT_VALUE and (
            amounts is None or not (amounts.outstanding or amounts.claimed)
        ):
            yield Complaint(
                submission.field("amounts"),
                f"Up to which amount '{asset.id}' answers is not said.",
                "Give the amount that is still to be recovered.",
            )


@review_rule("value-missing", Severity.WARNING, "UNCAC art. 55(3)(a): estimated value", *PROPERTY)
def value_missing(submission: Submission) -> Iterator[Complaint]:
    """A request estimates the value of the property: whether the work is proportionate is judged by it."""
    for asset in submission.assets:
        if asset.value is None:
            yield Complaint(f"assets[{asset.id}].value", "No value is given.", "Give an estimate with its date.")


@review_rule("asset-worth-nothing", Severity.WARNING, "UNCAC art. 55(7): de minimis value", *PROPERTY)
def asset_worth_nothing(submission: Submission) -> Iterator[Complaint]:
    """Cooperation may be refused over property of trivial value; nobody freezes an empty account."""
    for asset in submission.assets:
        if asset.value is not None and asset.value.money.amount <= 0:
            yield Complaint(
                f"assets[{asset.id}].value",
                f"The asset is worth {asset.value.money}.",
                "Leave it out, or say what is expected to arrive.",
            )
