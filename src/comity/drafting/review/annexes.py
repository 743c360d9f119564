"""Annexes: the papers that this measure needs, certified where the law asks for it."""

from collections.abc import Iterator

from comity.casefile.case import Document, DocumentKind
from comity.casefile.proceedings import Order, OrderKind
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import PROPERTY, SURRENDER, Complaint, Submission, cited, review_rule
from comity.law.rules import Effect

_CERTIFIED = frozenset({DocumentKind.ARREST_WARRANT, DocumentKind.JUDGMENT, DocumentKind.ORDER})
_TO_CERTIFY = ("extradition", "freezing", "confiscation", "return_of_assets", "transfer_of_sentenced")
_LAWFUL = "lawful in the requesting state"


@review_rule(
    "order-not-annexed", Severity.BLOCKING, "ETS 024 art. 12(2)(a); UNCAC art. 55(3)(b)-(c); ETS 141 art. 27(3)(a)(i)"
)
def order_not_annexed(submission: Submission) -> Iterator[Complaint]:
    """An order that the request rests on travels with it."""
    for order in submission.orders:
        if order.document is None or order.document not in submission.request.annexes:
            yield Complaint(
                submission.field("annexes"),
                f"The {_spoken(order)} of {order.date} is not annexed.",
                "Enclose a certified copy and list it.",
                submission.article_on("order"),
            )


@review_rule("warrant-missing", Severity.BLOCKING, "ETS 024 art. 12(2)(a)", "extradition")
def warrant_missing(submission: Submission) -> Iterator[Complaint]:
    """Extradition for prosecution is asked on an arrest warrant, extradition to enforce a sentence on the judgment."""
    if submission.stated("purpose") == "enforcement":
        if not _annexed(submission, DocumentKind.JUDGMENT):
            yield Complaint(
                submission.field("annexes"),
                "The judgment is not annexed.",
                "Enclose the original or a certified copy.",
                submission.article_on("documents"),
            )
    elif not _annexed(submission, DocumentKind.ARREST_WARRANT):
        yield Complaint(
            submission.field("annexes"),
            "The arrest warrant is not annexed.",
            "Enclose the original or a certified copy.",
            submission.article_on("documents"),
        )


@review_rule(
    "warrant-not-named", Severity.BLOCKING, "ETS 024 art. 16(2): that a warrant or judgment exists", *SURRENDER
)
def warrant_not_named(submission: Submission) -> Iterator[Complaint]:
    """A request for arrest or surrender names the warrant or the judgment with its court, date and number."""
    if not any(order.kind in {OrderKind.ARREST_WARRANT, OrderKind.JUDGMENT} for order in submission.orders):
        yield Complaint(
            submission.field("orders"),
            "No arrest warrant and no judgment is named.",
            "Name the order the request rests on.",
        )


@review_rule(
    "warrant-not-for-the-person",
    Severity.BLOCKING,
    "ETS 024 art. 12(2)(a); NLD-USA-extradition art. 9(3)(b)",
    *SURRENDER,
)
def warrant_not_for_the_person(submission: Submission) -> Iterator[Complaint]:
    """The warrant or judgment is against the person who is sought."""
    orders = [o for o in submission.orders if o.kind in {OrderKind.ARREST_WARRANT, OrderKind.JUDGMENT} and o.people]
    for person in submission.people:
        if orders and not any(person.id in order.people for order in orders):
            yield Complaint(
                submission.field("orders"),
                f"No order that the request names is against {person.name}.",
                "Name the warrant or judgment against this person.",
            )


@review_rule("law-text-missing", Severity.BLOCKING, "ETS 024 art. 12(2)(c)", "extradition")
def law_text_missing(submission: Submission) -> Iterator[Complaint]:
    """A request for extradition encloses the provisions on offence and penalty."""
    if not _annexed(submission, DocumentKind.LAW_TEXT):
        yield Complaint(
            submission.field("annexes"),
            "The text of the law is not annexed.",
            "Enclose the provisions on offence, penalty and limitation.",
            submission.article_on("documents"),
        )


@review_rule(
    "law-text-not-enclosed",
    Severity.WARNING,
    "ETS 141 art. 27(1)(d)(i); practice: provisions transcribed (DRCI form, Brazil)",
    "assistance",
    *PROPERTY,
    "transfer_of_sentenced",
)
def law_text_not_enclosed(submission: Submission) -> Iterator[Complaint]:
    """A request for a coercive measure encloses the text of the law or, where that cannot be had, tells it."""
    if submission.conduct and not _annexed(submission, DocumentKind.LAW_TEXT):
        yield Complaint(
            submission.field("annexes"),
            "The text of the law is not annexed.",
            "Enclose the provisions on offence, penalty and limitation.",
        )


@review_rule("statement-of-facts-missing", Severity.WARNING, "ETS 024 art. 12(2)(b)", "extradition")
def statement_of_facts_missing(submission: Submission) -> Iterator[Complaint]:
    """A request for extradition is supported by a statement of the offences with time, place and legal description."""
    if not _annexed(submission, DocumentKind.STATEMENT_OF_FACTS):
        yield Complaint(
            submission.field("annexes"),
            "No statement of the facts is annexed.",
            "Enclose one signed by the authority in charge, or say that the letter is the statement.",
            submission.article_on("documents"),
        )


@review_rule(
    "identity-papers-missing",
    Severity.WARNING,
    "ETS 024 art. 12(2)(c); practice: EAW form, box (a) (photograph, fingerprints)",
    "extradition",
    "transfer_of_sentenced",
)
def identity_papers_missing(submission: Submission) -> Iterator[Complaint]:
    """Photograph, fingerprints and register extract, where there are any, travel with the request."""
    if not _annexed(submission, DocumentKind.IDENTITY):
        yield Complaint(
            submission.field("annexes"),
            "No proof of identity is annexed.",
            "Enclose a photograph, fingerprints and an extract of the register of persons.",
        )


@review_rule("evidence-missing", Severity.BLOCKING, "The route's own condition on evidence", "extradition")
def evidence_missing(submission: Submission) -> Iterator[Complaint]:
    """Where the treaty or the law there makes surrender depend on evidence, the evidence is enclosed."""
    if _annexed(submission, DocumentKind.EVIDENCE, DocumentKind.EXHIBIT):
        return
    for finding in submission.law_on("evidence_standard"):
        if finding.effect is Effect.CONDITION:
            yield Complaint(
                submission.field("annexes"),
                f"No evidence is annexed. {finding.because}",
                "Enclose the evidence on each element and on identity.",
                cited(finding),
            )


@review_rule("evidence-standard-there", Severity.WARNING, "Requested state's profile: evidence standard", "extradition")
def evidence_standard_there(submission: Submission) -> Iterator[Complaint]:
    """A state that examines evidence before surrender gets evidence, whatever the treaty says of it."""
    named = submission.asks("evidence_standard")
    if named and not _annexed(submission, DocumentKind.EVIDENCE, DocumentKind.EXHIBIT):
        yield Complaint(
            submission.field("annexes"),
            f"No evidence is annexed; {submission.request.to}: {named[0].value}.",
            "Enclose the evidence on each element and on identity.",
            f"{named[0].article}, {named[0].source.title}",
        )


@review_rule(
    "freezing-order-missing",
    Severity.WARNING,
    "UNCAC art. 54(2)(a)-(b), 55(3)(c): a copy of the order where available",
    "freezing",
)
def freezing_order_missing(submission: Submission) -> Iterator[Complaint]:
    """A request to freeze rests on an order of the requesting state; without one the facts must carry it alone."""
    if not any(order.kind is OrderKind.FREEZING_ORDER for order in submission.orders):
        yield Complaint(
            submission.field("orders"),
            "No freezing order is named.",
            "Obtain one, or show reasonable grounds that the property will be confiscated in the end.",
        )


@review_rule(
    "order-does-not-cover-asset",
    Severity.BLOCKING,
    "UNCAC art. 55(3)(b)-(c); ETS 141 art. 27(3)(a)",
    "freezing",
    "confiscation",
    "return_of_assets",
)
def order_does_not_cover_asset(submission: Submission) -> Iterator[Complaint]:
    """The order covers the property that the request is about."""
    covered = {name for order in submission.orders for name in order.assets}
    for asset in submission.assets if covered else ():
        if asset.id not in covered:
            yield Complaint(
                submission.field("orders"),
                f"No order that the request names covers '{asset.id}'.",
                "Obtain an order that does, or leave the asset out.",
            )


@review_rule(
    "confiscation-order-missing",
    Severity.WARNING,
    "UNCAC art. 55(1)(a)-(b), 55(3)(a)-(b)",
    "confiscation",
    "return_of_assets",
)
def confiscation_order_missing(submission: Submission) -> Iterator[Complaint]:
    """Without a confiscation order the other state has to obtain its own, and needs the evidence for it."""
    if not any(order.kind is OrderKind.CONFISCATION_ORDER for order in submission.orders):
        yield Complaint(
            submission.field("orders"),
            "No confiscation order is named.",
            "Name it, or ask expressly that an order be obtained there, and enclose the evidence.",
        )


@review_rule(
    "confiscation-order-not-final",
    Severity.BLOCKING,
    "UNCAC art. 55(3)(b), 57(3); ETS 141 art. 27(3)(a)(ii)",
    "confiscation",
    "return_of_assets",
)
def confiscation_order_not_final(submission: Submission) -> Iterator[Complaint]:
    """An order that can still be appealed is not enforced abroad."""
    for order in submission.orders:
        if order.kind is OrderKind.CONFISCATION_ORDER and (order.final is False or order.enforceable is False):
            yield Complaint(
                submission.order_field(order, "final"),
                f"The confiscation order of {order.date} is not final and enforceable.",
                "Wait until it is, or ask for freezing meanwhile.",
            )


@review_rule(
    "finality-not-shown",
    Severity.WARNING,
    "ETS 141 art. 27(3)(a)(ii): attestation; UNCAC art. 55(3)(b)",
    "confiscation",
    "return_of_assets",
)
def finality_not_shown(submission: Submission) -> Iterator[Complaint]:
    """That the order is final and enforceable is certified by the competent authority."""
    for order in submission.orders:
        unstated = order.final is None or order.enforceable is None
        if order.kind is OrderKind.CONFISCATION_ORDER and (unstated or not _annexed(submission, DocumentKind.OTHER)):
            yield Complaint(
                submission.order_field(order, "final"),
                "That the confiscation order is final and enforceable is not certified.",
                "Enclose the certificate.",
            )


@review_rule(
    "copy-not-certified",
    Severity.BLOCKING,
    "ETS 024 art. 12(2)(a): authenticated copy; UNCAC art. 55(3)(b): legally admissible copy",
    *_TO_CERTIFY,
)
def copy_not_certified(submission: Submission) -> Iterator[Complaint]:
    """Warrants, judgments and orders are enclosed in the original or in a certified copy."""
    for document in submission.annexes:
        if document.kind in _CERTIFIED and document.certified is False:
            yield Complaint(
                f"documents[{document.id}].certified",
                f"'{_title(submission, document)}' is a plain copy.",
                "Have it certified.",
                submission.article_on("authentication"),
            )


@review_rule("certification-unknown", Severity.WARNING, "ETS 024 art. 12(2)(a); UNCAC art. 55(3)(b)", *_TO_CERTIFY)
def certification_unknown(submission: Submission) -> Iterator[Complaint]:
    """The register of annexes says whether a warrant, judgment or order is a certified copy."""
    for document in submission.annexes:
        if document.kind in _CERTIFIED and document.certified is None:
            yield Complaint(
                f"documents[{document.id}].certified",
                f"Whether '{_title(submission, document)}' is certified is not stated.",
                "State it.",
            )


@review_rule(
    "lawfulness-not-confirmed",
    Severity.WARNING,
    "ETS 141 art. 27(1)(d)(ii): the measure could be taken at home",
    "assistance",
    "freezing",
)
def lawfulness_not_confirmed(submission: Submission) -> Iterator[Complaint]:
    """Where the other state asks for it, the request confirms that the measure is lawful in the requesting state."""
    named = [fact for fact in submission.asks("formal_requirements") if _LAWFUL in fact.value]
    if submission.stated("request.coercive") is not True or _annexed(submission, DocumentKind.OTHER):
        return
    if named or submission.route.basis.id == "ETS141":
        source = f"{named[0].article}, {named[0].source.title}" if named else ""
        yield Complaint(
            submission.field("annexes"),
            "No confirmation that the measure is lawful in the requesting state.",
            "Enclose one, signed by the authority in charge.",
            source,
        )


@review_rule(
    "annexes-missing",
    Severity.ADVICE,
    "UNCAC art. 46(15)-(16); practice: list of annexes (UNODC model request)",
    "assistance",
)
def annexes_missing(submission: Submission) -> Iterator[Complaint]:
    """A request that encloses nothing asks the other state to believe every word."""
    if not submission.request.annexes:
        yield Complaint(submission.field("annexes"), "Nothing is annexed.", "Enclose what supports the facts.")


def _annexed(submission: Submission, *kinds: DocumentKind) -> bool:
    return any(document.kind in kinds for document in submission.annexes)


def _title(submission: Submission, document: Document) -> str:
    return document.title.best(submission.language)


def _spoken(order: Order) -> str:
    return order.kind.value.replace("_", " ")
