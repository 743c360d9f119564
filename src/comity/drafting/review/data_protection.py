"""Data protection and confidentiality: the request says what it needs to say, to whom it needs to say it."""

from collections.abc import Iterator

from comity.casefile.case import Handling
from comity.casefile.people import IdentifierKind, PersonStatus
from comity.casefile.requests import Undertaking
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import Complaint, Submission, review_rule

_CONFIDENTIAL = "UNCAC art. 46(20); ETS 141 art. 33"
_NEED = "UNCAC art. 46(15)(e): persons concerned; practice: only what the purpose needs (INTERPOL, CCF)"
_NOT_ACCUSED = frozenset({PersonStatus.WITNESS, PersonStatus.VICTIM, PersonStatus.THIRD_PARTY})


@review_rule("secret-case", Severity.BLOCKING, "UNCAC art. 46(4), 46(20): without prejudice to domestic law")
def secret_case(submission: Submission) -> Iterator[Complaint]:
    """Nothing leaves a secret case until the marking of what travels has been lowered."""
    if submission.case.handling is Handling.SECRET:
        yield Complaint(
            "handling", "The case is marked secret.", "Have the part that travels declassified by who may do so."
        )


@review_rule("confidentiality-not-asked", Severity.WARNING, _CONFIDENTIAL)
def confidentiality_not_asked(submission: Submission) -> Iterator[Complaint]:
    """A confidential case asks for confidentiality: without that wish the other state may have to tell the person."""
    marked = submission.case.handling in {Handling.CONFIDENTIAL, Handling.SECRET}
    if marked and submission.request.confidential is not True:
        yield Complaint(
            submission.field("confidential"),
            "The case is confidential and the request does not ask for confidentiality.",
            "Ask for it, or lower the marking.",
        )


@review_rule("confidentiality-not-decided", Severity.ADVICE, _CONFIDENTIAL)
def confidentiality_not_decided(submission: Submission) -> Iterator[Complaint]:
    """Whether fact and substance of the request are to be kept confidential is decided, either way."""
    if submission.request.confidential is None:
        yield Complaint(
            submission.field("confidential"), "Whether the request is confidential is not said.", "Say yes or no."
        )


@review_rule(
    "confidentiality-not-returned",
    Severity.ADVICE,
    "UNCAC art. 46(5), 46(20); ETS 141 art. 33(2)",
    "assistance",
    "freezing",
)
def confidentiality_not_returned(submission: Submission) -> Iterator[Complaint]:
    """Who asks for confidentiality offers it for what is received."""
    if submission.request.confidential and Undertaking.CONFIDENTIALITY not in submission.request.undertakings:
        yield Complaint(
            submission.field("undertakings"), "Confidentiality is asked for and not undertaken.", "Add the undertaking."
        )


@review_rule("person-without-a-role", Severity.WARNING, _NEED)
def person_without_a_role(submission: Submission) -> Iterator[Complaint]:
    """Whoever is named has a part in the conduct, the assets or the steps; nobody else's data travel."""
    known = set(_roles(submission))
    for name in submission.request.people:
        if name not in known:
            yield Complaint(
                submission.field("people"),
                f"{submission.case.party_name(name)} has no part in the conduct, the assets or the steps.",
                "Say what part, or leave the name out.",
            )


@review_rule("identity-number-of-a-bystander", Severity.WARNING, _NEED)
def identity_number_of_a_bystander(submission: Submission) -> Iterator[Complaint]:
    """Identity and tax numbers of witnesses, victims and third parties travel only where they are needed."""
    for person in submission.people:
        numbers = [item for item in person.identifiers if item.kind is not IdentifierKind.PASSPORT]
        if person.status in _NOT_ACCUSED and numbers:
            yield Complaint(
                f"people[{person.id}].identifiers",
                f"{len(numbers)} identity numbers of {person.name} would travel.",
                "Leave them out where an address suffices.",
            )


@review_rule("data-of-another-accused", Severity.ADVICE, _NEED)
def data_of_another_accused(submission: Submission) -> Iterator[Complaint]:
    """Of people whom the facts name and the request does not concern, the name suffices."""
    others = dict.fromkeys(
        name for item in submission.conduct for name in item.people if name not in submission.request.people
    )
    for person in submission.case.people:
        if person.id in others and person.identifiers:
            yield Complaint(
                f"people[{person.id}].identifiers",
                f"{person.name} is named in the facts only; identity numbers would travel in REQUEST.json.",
                "Leave the numbers out of what is sent, if they are not needed.",
            )


def _roles(submission: Submission) -> Iterator[str]:
    request = submission.request
    for item in submission.conduct:
        yield from (*item.people, *item.companies)
    for proceeding in submission.proceedings:
        yield from proceeding.people
    for order in submission.orders:
        yield from order.people
    for step in request.steps:
        yield from (name for name in (step.witness, step.addressee) if name)
    concerned = {*request.assets, *(account for step in request.steps for account in step.accounts)}
    for asset in (asset for asset in submission.case.assets if asset.id in concerned):
        yield from (name for name in (asset.holder, asset.company) if name)
        yield from (party.party for party in asset.third_parties)
        yield from (name for move in asset.transactions for name in (move.sender, move.receiver))
