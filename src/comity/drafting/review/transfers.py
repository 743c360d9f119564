"""Transfer of persons and proceedings, joint investigations, spontaneous information: what each needs of its own."""

from collections.abc import Iterator

from comity.casefile.case import DocumentKind
from comity.casefile.requests import Undertaking
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import Complaint, Submission, review_rule

_SENTENCED = "transfer_of_sentenced"
_PROCEEDINGS = "transfer_of_proceedings"
_JOINT = "joint_investigation"
_INFORMATION = "spontaneous_information"
_LEAST_MONTHS = 6


@review_rule("consent-not-shown", Severity.BLOCKING, "ETS 112 art. 3(1)(d), 6(2)(c), 7", _SENTENCED)
def consent_not_shown(submission: Submission) -> Iterator[Complaint]:
    """A sentenced person is transferred with consent, given freely and in knowledge of what follows."""
    consented = any(item.sentence and item.sentence.consented for item in submission.proceedings)
    if not consented and submission.stated("person.consents") is not True:
        yield Complaint(
            submission.field("facts.person.consents"),
            "Consent is not shown.",
            "Take the declaration of consent, and enclose it.",
            submission.article_on("consent"),
        )


@review_rule("too-little-remains", Severity.WARNING, "ETS 112 art. 3(1)(c), 3(2)", _SENTENCED)
def too_little_remains(submission: Submission) -> Iterator[Complaint]:
    """At least six months remain to be served when the request arrives, unless both states agree to an exception."""
    months = submission.stated("sentence.remaining_months")
    if isinstance(months, int) and months < _LEAST_MONTHS:
        yield Complaint(
            submission.field("proceedings"),
            f"{months} months remain.",
            "Ask for an exception and say why, or do not ask.",
            submission.article_on("remaining_sentence"),
        )


@review_rule("not-a-national-there", Severity.WARNING, "ETS 112 art. 3(1)(a)", _SENTENCED)
def not_a_national_there(submission: Submission) -> Iterator[Complaint]:
    """A sentenced person goes home: to a state whose nationality the person holds."""
    for person in submission.people:
        if person.nationalities and not {submission.request.to, submission.case.state}.intersection(
            person.nationality_codes
        ):
            yield Complaint(
                f"people[{person.id}].nationalities",
                f"{person.name} is a national of neither state.",
                "Ask whether residence suffices, or do not ask.",
            )


@review_rule("judgment-not-annexed", Severity.BLOCKING, "ETS 112 art. 6(2)(a)", _SENTENCED)
def judgment_not_annexed(submission: Submission) -> Iterator[Complaint]:
    """The sentencing state encloses the judgment and the law it rests on."""
    if not any(document.kind is DocumentKind.JUDGMENT for document in submission.annexes):
        yield Complaint(submission.field("annexes"), "The judgment is not annexed.", "Enclose a certified copy.")


@review_rule(
    "file-not-handed-over",
    Severity.WARNING,
    "UNCAC art. 47; ETS 024 art. 6(2): files, information and exhibits",
    _PROCEEDINGS,
)
def file_not_handed_over(submission: Submission) -> Iterator[Complaint]:
    """Proceedings are handed over with their file: the other state prosecutes on what it is given."""
    kinds = {DocumentKind.EVIDENCE, DocumentKind.EXHIBIT, DocumentKind.STATEMENT_OF_FACTS}
    if not any(document.kind in kinds for document in submission.annexes):
        yield Complaint(
            submission.field("annexes"),
            "Neither evidence nor a statement of the facts is annexed.",
            "Enclose the file or a certified copy.",
        )


@review_rule(
    "no-link-with-the-other-state",
    Severity.WARNING,
    "UNCAC art. 47: in the interest of the proper administration of justice",
    _PROCEEDINGS,
)
def no_link_with_the_other_state(submission: Submission) -> Iterator[Complaint]:
    """Proceedings go to a state where the person or the assets are, or which prosecutes the same matter."""
    linked = any(
        submission.request.to in (*person.nationality_codes, person.location.state if person.location else None)
        for person in submission.people
    )
    linked = linked or any(asset.state == submission.request.to for asset in submission.assets)
    if not linked and submission.stated("prior.pending_in_requested") is not True:
        yield Complaint(
            submission.field("purpose"),
            f"Nothing in the case ties the matter to {submission.request.to}.",
            "Say why the transfer serves the proper administration of justice.",
        )


@review_rule(
    "team-not-proposed", Severity.WARNING, "ETS 182 art. 20(1)-(2): composition of the team; UNCAC art. 49", _JOINT
)
def team_not_proposed(submission: Submission) -> Iterator[Complaint]:
    """A joint investigation is proposed with its members from each state, and with who leads."""
    team = submission.request.team
    states = {member.state for member in team.members} if team else set()
    if team is None or not team.leader or not {submission.request.to, submission.case.state} <= states:
        yield Complaint(
            submission.field("team"),
            "The team is not proposed in full.",
            "Propose who takes part on each side, and who leads.",
        )


@review_rule(
    "team-without-a-term",
    Severity.WARNING,
    "ETS 182 art. 20(1): a specific purpose and a limited period; UNCAC art. 49",
    _JOINT,
)
def team_without_a_term(submission: Submission) -> Iterator[Complaint]:
    """A joint investigation has a purpose and a term."""
    team = submission.request.team
    if team is not None and (not team.purpose or team.start is None or team.end is None):
        yield Complaint(
            submission.field("team"),
            "Purpose or term of the team is not stated.",
            "State both; the term can be extended by agreement.",
        )


@review_rule("information-missing", Severity.BLOCKING, "UNCAC art. 46(4), 56; ETS 182 art. 11(1)", _INFORMATION)
def information_missing(submission: Submission) -> Iterator[Complaint]:
    """Information given unasked is there: told in words, or as the statement of the facts."""
    if not submission.request.information and not submission.conduct:
        yield Complaint(submission.field("information"), "Nothing is told.", "Tell what may serve the other state.")


@review_rule(
    "information-without-conditions", Severity.WARNING, "UNCAC art. 46(5), 56; ETS 182 art. 11(2)-(3)", _INFORMATION
)
def information_without_conditions(submission: Submission) -> Iterator[Complaint]:
    """Who gives information unasked says beforehand how it may be used: conditions bind only if they are set."""
    limits = {Undertaking.USE_LIMITATION, Undertaking.CONFIDENTIALITY} & set(submission.request.undertakings)
    if not limits and submission.request.confidential is None:
        yield Complaint(
            submission.field("confidential"),
            "No condition on use or confidentiality is set, and none is waived.",
            "Say how the information may be used, or that it may be used freely.",
        )


@review_rule(
    "information-asks-for-something",
    Severity.WARNING,
    "UNCAC art. 46(4): without prior request; 46(15) for a request",
    _INFORMATION,
)
def information_asks_for_something(submission: Submission) -> Iterator[Complaint]:
    """Information given unasked asks for nothing; what is asked for goes into a request."""
    if submission.request.steps:
        yield Complaint(
            submission.field("steps"),
            "The information comes with steps to take.",
            "Send a request for assistance for them.",
        )
