"""Essentials: what every request must have before it is worth reading."""

from collections.abc import Iterator

from comity.casefile.requests import Measure, StepKind
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import ASKING, SURRENDER, Complaint, Submission, review_rule

_CONTENTS = "UNCAC art. 46(15)"


@review_rule("requesting-authority-missing", Severity.BLOCKING, f"{_CONTENTS}(a); ETS 030 art. 14(1)(a)")
def requesting_authority_missing(submission: Submission) -> Iterator[Complaint]:
    """A request names the authority that makes it."""
    if submission.case.agency(submission.request.signatory) is None:
        yield Complaint(
            submission.field("signatory"), "No authority makes the request.", "Name the agency of the case that signs."
        )


@review_rule("signature-missing", Severity.BLOCKING, "UNCAC art. 46(14): authenticity can be established")
def signature_missing(submission: Submission) -> Iterator[Complaint]:
    """A request is signed by a named person in a named office: the other state must see that it is genuine."""
    agency = submission.case.agency(submission.request.signatory)
    if agency is None:
        return
    if agency.signatory is None or not agency.signatory.name:
        yield Complaint(
            f"agencies[{agency.id}].signatory", "Nobody is named to sign.", "Give the name and office of who signs."
        )
    elif not agency.signatory.title:
        yield Complaint(
            f"agencies[{agency.id}].signatory.title",
            f"{agency.signatory.name} signs in no stated office.",
            "State the office in which the request is signed.",
        )


@review_rule(
    "contact-missing", Severity.ADVICE, "practice: contact persons in the UNODC model request (UN Model Treaty)"
)
def contact_missing(submission: Submission) -> Iterator[Complaint]:
    """A request says whom the other state may ask, so that a question costs a call and not a second request."""
    agency = submission.case.agency(submission.request.signatory)
    if agency is not None and (agency.contact is None or not (agency.contact.phone or agency.contact.email)):
        yield Complaint(
            f"agencies[{agency.id}].contact", "Nobody can be reached for questions.", "Give a name, phone and e-mail."
        )


@review_rule("proceedings-missing", Severity.BLOCKING, f"{_CONTENTS}(b); ETS 141 art. 27(1)(a)", *ASKING)
def proceedings_missing(submission: Submission) -> Iterator[Complaint]:
    """A request names the investigation, prosecution or proceeding it serves and the authority that conducts it."""
    if not submission.proceedings:
        yield Complaint(
            submission.field("proceedings"), "No proceedings are named.", "Name the proceedings the request serves."
        )


@review_rule(
    "proceedings-reference-missing", Severity.ADVICE, "practice: case name and numbers in the DRCI form, Brazil"
)
def proceedings_reference_missing(submission: Submission) -> Iterator[Complaint]:
    """Proceedings carry their court or office and file number, so that answers find the file."""
    for item in submission.proceedings:
        if not item.reference:
            yield Complaint(
                f"proceedings[{item.id}].reference", "The proceedings have no file number.", "Give the file number."
            )


@review_rule("conduct-missing", Severity.BLOCKING, f"{_CONTENTS}(b)-(c); ETS 030 art. 14(2)", *ASKING)
def conduct_missing(submission: Submission) -> Iterator[Complaint]:
    """A request names the conduct it rests on; mere service of documents needs no statement of it."""
    if not submission.conduct and not only_service(submission):
        yield Complaint(submission.field("conduct"), "No conduct is named.", "Name the conduct the request rests on.")


@review_rule("facts-without-time", Severity.BLOCKING, "ETS 024 art. 12(2)(b); ETS 141 art. 27(1)(c)")
def facts_without_time(submission: Submission) -> Iterator[Complaint]:
    """The facts say when, as exactly as is known."""
    for item in () if only_service(submission) else submission.conduct:
        if item.start is None and item.end is None:
            yield Complaint(
                f"conduct[{item.id}].from", "The facts have no time.", "Give the day, month or year, as far as known."
            )


@review_rule("facts-without-place", Severity.WARNING, "ETS 024 art. 12(2)(b); ETS 141 art. 27(1)(c)")
def facts_without_place(submission: Submission) -> Iterator[Complaint]:
    """The facts say where: jurisdiction and the ground of territoriality hang on it."""
    for item in () if only_service(submission) else submission.conduct:
        if not item.place:
            yield Complaint(f"conduct[{item.id}].place", "The facts have no place.", "Say where it happened.")


@review_rule("facts-without-actor", Severity.WARNING, f"{_CONTENTS}(c); practice: DRCI form, Brazil (facts complete)")
def facts_without_actor(submission: Submission) -> Iterator[Complaint]:
    """The facts say who acted, even where the name is not yet known."""
    for item in submission.conduct:
        if not item.people and not item.companies:
            yield Complaint(
                f"conduct[{item.id}].people",
                "The facts name nobody.",
                "Name the people and companies that acted, or say in the statement that they are unknown.",
            )


@review_rule(
    "law-missing",
    Severity.BLOCKING,
    "ETS 024 art. 12(2)(c); ETS 141 art. 27(1)(d)(i)",
    *SURRENDER,
    "freezing",
    "confiscation",
)
def law_missing(submission: Submission) -> Iterator[Complaint]:
    """A request for surrender or for a coercive measure cites the provisions that make the conduct an offence."""
    for item in submission.conduct:
        if item.law is None:
            yield Complaint(
                f"conduct[{item.id}].law", "No provision is cited.", "Cite the law, its article and what it says."
            )


@review_rule("legal-qualification-missing", Severity.WARNING, "ETS 030 art. 14(2): state the offence", "assistance")
def legal_qualification_missing(submission: Submission) -> Iterator[Complaint]:
    """A request for assistance names the offence in the requesting state's own law."""
    for item in () if only_service(submission) else submission.conduct:
        if item.law is None:
            yield Complaint(
                f"conduct[{item.id}].law", "The offence is not named in law.", "Cite the law and its article."
            )


@review_rule("law-not-told", Severity.WARNING, "ETS 024 art. 12(2)(c); ETS 141 art. 27(1)(d)(i)", *ASKING)
def law_not_told(submission: Submission) -> Iterator[Complaint]:
    """A cited provision is also told in words: an article number alone says nothing abroad."""
    for item in submission.conduct:
        if item.law is not None and not item.law.summary:
            yield Complaint(
                f"conduct[{item.id}].law.summary",
                f"Art. {item.law.article} is cited and not told.",
                "Say in a sentence what the provision punishes and with what penalty.",
            )


@review_rule("purpose-missing", Severity.BLOCKING, f"{_CONTENTS}(f); ETS 030 art. 14(1)(b)")
def purpose_missing(submission: Submission) -> Iterator[Complaint]:
    """A request says what the evidence, information or action is for."""
    if not submission.request.purpose:
        yield Complaint(submission.field("purpose"), "No purpose is stated.", "Say what the result will be used for.")


@review_rule(
    "assistance-not-described",
    Severity.BLOCKING,
    f"{_CONTENTS}(d); UNCAC art. 55(3)",
    "assistance",
    "freezing",
    "confiscation",
    "return_of_assets",
)
def assistance_not_described(submission: Submission) -> Iterator[Complaint]:
    """A request describes what the other state is asked to do."""
    request = submission.request
    on_assets = request.assets and request.measure is not Measure.ASSISTANCE  # the measure itself says what is asked
    if not request.steps and not on_assets:
        yield Complaint(submission.field("steps"), "Nothing is asked.", "List the steps, each with its particulars.")


@review_rule("step-without-particulars", Severity.WARNING, f"{_CONTENTS}(d)")
def step_without_particulars(submission: Submission) -> Iterator[Complaint]:
    """Each step says in words what exactly is asked."""
    for where, step in submission.steps():
        if not step.particulars:
            yield Complaint(
                f"{where}.particulars",
                f"The step '{_spoken(step.kind)}' says nothing more.",
                "Say what exactly is asked.",
            )


@review_rule(
    "letter-has-blanks", Severity.WARNING, f"{_CONTENTS}; UNCAC art. 46(21)(a): a request not in form may be refused"
)
def letter_has_blanks(submission: Submission) -> Iterator[Complaint]:
    """A letter that is signed has no open fields."""
    if submission.rendered is None or not submission.rendered.missing:
        return
    fields = ", ".join(dict.fromkeys(missing.field for missing in submission.rendered.missing))
    yield Complaint(
        submission.field(""),
        f"Fields of the letter are open: {fields}.",
        "Give them in the case, or fill them in before signing.",
    )


def only_service(submission: Submission) -> bool:
    """Whether the request asks for nothing but the service of documents."""
    kinds = {step.kind for step in submission.request.steps}
    return kinds == {StepKind.SERVICE}


def _spoken(kind: StepKind) -> str:
    return kind.value.replace("_", " ")
