"""Third parties, victims and return: whose rights are touched, who was harmed, why property comes back."""

from collections.abc import Iterator

from comity.casefile.assets import Asset
from comity.casefile.case import DocumentKind
from comity.casefile.proceedings import OrderKind
from comity.casefile.requests import Undertaking
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import PROPERTY, Complaint, Submission, review_rule

_NOTICE = "UNCAC art. 55(3)(b), 55(9); ETS 141 art. 22(2)(a), 27(3)(c)"
_RETURN = "UNCAC art. 57(3)"
_GROUNDS = ("asset.public_funds", "asset.prior_ownership", "asset.damage_recognised")


@review_rule("notice-not-shown", Severity.BLOCKING, _NOTICE, "confiscation", "return_of_assets")
def notice_not_shown(submission: Submission) -> Iterator[Complaint]:
    """Where somebody other than the convicted person has a right in the property, notice to them is shown."""
    if not _others(submission) or _proof(submission) or _notice_is_told(submission):
        return
    names = ", ".join(submission.case.party_name(name) for name in _others(submission))
    yield Complaint(
        submission.field("annexes"),
        f"Nothing shows that {names} had notice of the proceedings.",
        "Enclose proof of notice, or obtain an order after notice.",
    )


@review_rule("proof-of-notice-not-annexed", Severity.WARNING, _NOTICE, "confiscation", "return_of_assets")
def proof_of_notice_not_annexed(submission: Submission) -> Iterator[Complaint]:
    """Notice to those with a right in the property is proved by a document, not only stated."""
    if _others(submission) and not _proof(submission) and _notice_is_told(submission):
        yield Complaint(submission.field("annexes"), "Notice is stated and not proved.", "Enclose the proof of notice.")


@review_rule(
    "good-faith-unknown",
    Severity.WARNING,
    "UNCAC art. 55(9), 57(2); ETS 141 art. 27(1)(e)(ii)",
    "confiscation",
    "return_of_assets",
)
def good_faith_unknown(submission: Submission) -> Iterator[Complaint]:
    """Whether a third party acquired its right in good faith is looked into before property is taken."""
    for asset in submission.assets:
        for party in asset.third_parties:
            if party.good_faith is None:
                yield Complaint(
                    f"assets[{asset.id}].third_parties",
                    f"Whether {submission.case.party_name(party.party)} is in good faith is not known.",
                    "Find out, and state it either way.",
                )


@review_rule(
    "third-party-interest-missing", Severity.WARNING, "ETS 141 art. 27(1)(e)(ii): other persons' interest", *PROPERTY
)
def third_party_interest_missing(submission: Submission) -> Iterator[Complaint]:
    """A third party that is named comes with the right it has or claims."""
    for asset in submission.assets:
        for party in asset.third_parties:
            if not party.interest:
                yield Complaint(
                    f"assets[{asset.id}].third_parties",
                    f"What right {submission.case.party_name(party.party)} has is not said.",
                    "Describe it, or say that none is known.",
                )


@review_rule("third-parties-not-considered", Severity.ADVICE, "UNCAC art. 55(9); ETS 141 art. 27(1)(e)(ii)", *PROPERTY)
def third_parties_not_considered(submission: Submission) -> Iterator[Complaint]:
    """A request says whether anybody else claims a right in the property, even where the answer is no."""
    named = submission.request.third_parties or any(asset.third_parties for asset in submission.assets)
    if not named and submission.stated("asset.third_party_claim") is None:
        yield Complaint(
            submission.field("facts.asset.third_party_claim"),
            "Nothing is said of third parties.",
            "State who else has a right, or that nobody is known to.",
        )


@review_rule("return-ground-not-shown", Severity.WARNING, _RETURN, "return_of_assets")
def return_ground_not_shown(submission: Submission) -> Iterator[Complaint]:
    """Return is owed for embezzled public funds, on prior ownership or on recognised damage; else only considered."""
    if not any(submission.stated(key) is True for key in _GROUNDS):
        yield Complaint(
            submission.field("facts"),
            "No ground of return is shown.",
            "Show that the money was public funds, prior ownership, or the damage.",
        )


@review_rule(
    "return-without-final-judgment",
    Severity.WARNING,
    "UNCAC art. 57(3)(a)-(b): final judgement, which can be waived",
    "return_of_assets",
)
def return_without_final_judgment(submission: Submission) -> Iterator[Complaint]:
    """Return rests on a confiscation executed on the basis of a final judgment, unless the other state waives it."""
    kinds = {OrderKind.JUDGMENT, OrderKind.CONFISCATION_ORDER}
    if not any(order.kind in kinds and order.final for order in submission.orders):
        yield Complaint(
            submission.field("orders"),
            "No final judgment or order is named.",
            "Name it, or ask expressly that the requirement be waived, and say why.",
        )


@review_rule(
    "victims-not-named",
    Severity.WARNING,
    "UNCAC art. 57(3)(c): prior legitimate owners, victims",
    "confiscation",
    "return_of_assets",
)
def victims_not_named(submission: Submission) -> Iterator[Complaint]:
    """A request for confiscation or return says who was harmed and by how much."""
    concerned = set(submission.request.assets)
    if not any(
        concerned.intersection(claim.assets) or set(submission.request.conduct).intersection(claim.conduct)
        for claim in submission.case.claims
    ):
        yield Complaint(
            "claims",
            "Nobody's claim to the assets is recorded.",
            "Record who was harmed, or that the state itself claims.",
        )


@review_rule(
    "recovery-not-stated",
    Severity.WARNING,
    "UNCAC art. 55(3)(b): extent of execution; practice: confiscation certificate, Reg. 2018/1805",
    "confiscation",
    "return_of_assets",
)
def recovery_not_stated(submission: Submission) -> Iterator[Complaint]:
    """A request says to what extent execution is asked: what is claimed, what has come back, what is outstanding."""
    sums = submission.request.amounts
    if sums is None or sums.claimed is None or sums.recovered is None or sums.outstanding is None:
        yield Complaint(
            submission.field("amounts"),
            "How much is claimed, recovered and outstanding is not stated in full.",
            "State all three.",
        )


@review_rule(
    "ownership-not-told",
    Severity.ADVICE,
    "UNCAC art. 57(3)(b): reasonably establishes prior ownership",
    "return_of_assets",
)
def ownership_not_told(submission: Submission) -> Iterator[Complaint]:
    """A request for return tells in words how prior ownership or the damage is established."""
    if not submission.request.ownership:
        yield Complaint(
            submission.field("ownership"),
            "How ownership or damage is established is not told.",
            "Tell it in a paragraph.",
        )


@review_rule(
    "extent-not-stated",
    Severity.WARNING,
    "UNCAC art. 55(3)(b); ETS 141 art. 27(3)(a)(iii): extent of enforcement",
    "confiscation",
)
def extent_not_stated(submission: Submission) -> Iterator[Complaint]:
    """A request to enforce a confiscation order says to what extent it is to be executed."""
    if not submission.request.extent:
        yield Complaint(
            submission.field("extent"),
            "To what extent the order is to be executed is not said.",
            "Say it: in full, or up to which amount.",
        )


@review_rule("costs-of-return-open", Severity.ADVICE, "UNCAC art. 57(4)-(5), 46(28)", "return_of_assets")
def costs_of_return_open(submission: Submission) -> Iterator[Complaint]:
    """Who bears the costs of return, and how the property is disposed of, is proposed with the request."""
    if Undertaking.COSTS not in submission.request.undertakings and not submission.request.arrangements:
        yield Complaint(
            submission.field("undertakings"),
            "Nothing is said of costs.",
            "Say which costs may be deducted, and propose an arrangement.",
        )


def _others(submission: Submission) -> list[str]:
    """Who holds the property or a right in it, and is not the person the judgment is against."""
    convicted = {name for order in submission.orders if order.kind is OrderKind.JUDGMENT for name in order.people}
    held = dict.fromkeys(name for asset in submission.assets for name in _interested(asset))
    return [name for name in held if name not in convicted] if convicted else list(held)


def _interested(asset: Asset) -> Iterator[str]:
    if asset.holder is not None:
        yield asset.holder
    yield from (party.party for party in asset.third_parties)


def _notice_is_told(submission: Submission) -> bool:
    return bool(submission.request.third_parties) or submission.stated("order.notified") is True


def _proof(submission: Submission) -> bool:
    return any(document.kind is DocumentKind.NOTIFICATION for document in submission.annexes)
