"""Undertakings and assurances: what the requesting state binds itself to, so that the other state need not ask."""

from collections.abc import Iterator

from comity.casefile.proceedings import OrderKind
from comity.casefile.requests import Assurance, Undertaking
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import ASKING, PROPERTY, SURRENDER, Complaint, Submission, review_rule

_SPECIALTY = "ETS 024 art. 14; NLD-USA-extradition art. 15"
_DEATH = "ETS 024 art. 11; NLD-USA-extradition art. 7(1)"


@review_rule("specialty-not-undertaken", Severity.WARNING, _SPECIALTY, *SURRENDER)
def specialty_not_undertaken(submission: Submission) -> Iterator[Complaint]:
    """A request for surrender undertakes that the person is tried only for what surrender is granted for."""
    if Undertaking.SPECIALTY not in submission.request.undertakings:
        yield Complaint(
            submission.field("undertakings"),
            "Specialty is not undertaken.",
            "Add the undertaking.",
            submission.article_on("specialty"),
        )


@review_rule("proceedings-beyond-the-request", Severity.WARNING, _SPECIALTY, *SURRENDER)
def proceedings_beyond_the_request(submission: Submission) -> Iterator[Complaint]:
    """Conduct that is prosecuted at home and not asked for here cannot be tried after surrender."""
    for item in submission.proceedings:
        beyond = [name for name in item.conduct if name not in submission.request.conduct]
        if beyond:
            yield Complaint(
                submission.field("conduct"),
                f"Proceedings {item.id} also concern {', '.join(beyond)}, which the request leaves out.",
                "Ask for it too, or accept that it cannot be tried without consent.",
                submission.article_on("specialty"),
            )


@review_rule(
    "use-limitation-not-undertaken", Severity.ADVICE, "UNCAC art. 46(19); ETS 141 art. 32", "assistance", "freezing"
)
def use_limitation_not_undertaken(submission: Submission) -> Iterator[Complaint]:
    """Where information comes under a limit on use, the request undertakes to keep to it."""
    if submission.law_on("use_limitation") and Undertaking.USE_LIMITATION not in submission.request.undertakings:
        yield Complaint(
            submission.field("undertakings"),
            "The limit on use is not undertaken.",
            "Add the undertaking.",
            submission.article_on("use_limitation"),
        )


@review_rule("reciprocity-not-undertaken", Severity.WARNING, "The route's own rule on reciprocity", *ASKING)
def reciprocity_not_undertaken(submission: Submission) -> Iterator[Complaint]:
    """A state that acts on reciprocity is promised it."""
    needed = submission.route.basis.kind == "own_law" or submission.law_on("reciprocity")
    if (
        needed
        and Undertaking.RECIPROCITY not in submission.request.undertakings
        and submission.stated("assurance.reciprocity") is not True
    ):
        yield Complaint(
            submission.field("undertakings"),
            "Reciprocity is not undertaken.",
            "Add the undertaking, given by an authority that can bind the state.",
            submission.article_on("reciprocity"),
        )


@review_rule("death-penalty-not-excluded", Severity.BLOCKING, _DEATH, *SURRENDER)
def death_penalty_not_excluded(submission: Submission) -> Iterator[Complaint]:
    """Where the conduct can be punished by death, the request assures that this is not imposed or carried out."""
    for where in _deadly(submission):
        yield Complaint(
            where,
            "The conduct can be punished by death and no assurance is given.",
            "Give the assurance, by the authority that can bind the courts, and enclose it.",
            submission.article_on("death_penalty"),
        )


@review_rule(
    "death-penalty-in-assistance",
    Severity.WARNING,
    _DEATH,
    "assistance",
    *PROPERTY,
    "joint_investigation",
    "transfer_of_proceedings",
)
def death_penalty_in_assistance(submission: Submission) -> Iterator[Complaint]:
    """Evidence for proceedings that can end in a death sentence is often refused without an assurance."""
    for where in _deadly(submission):
        yield Complaint(
            where,
            "The conduct can be punished by death and no assurance is given.",
            "Give the assurance with the request.",
            submission.article_on("death_penalty"),
        )


@review_rule(
    "life-sentence-without-review",
    Severity.WARNING,
    "practice: EAW form, box (h) (review of a life sentence)",
    *SURRENDER,
)
def life_sentence_without_review(submission: Submission) -> Iterator[Complaint]:
    """Where the conduct can be punished by imprisonment for life, the request says how such a sentence is reviewed."""
    given = (
        submission.stated("assurance.life_review") is True
        or Assurance.NO_LIFE_WITHOUT_REVIEW in submission.request.assurances
    )
    for item in submission.conduct:
        if item.law is not None and item.law.life and not given:
            yield Complaint(
                f"conduct[{item.id}].law.life",
                "Imprisonment for life is possible and nothing is said of its review.",
                "Assure review, and say when and by whom.",
                submission.article_on("life_sentence"),
            )


@review_rule("retrial-not-assured", Severity.BLOCKING, "ETS 098 art. 3 (judgments in absentia)", *SURRENDER)
def retrial_not_assured(submission: Submission) -> Iterator[Complaint]:
    """Surrender on a judgment given in absence is asked with a retrial assured, or the defence there was told."""
    for order in submission.orders:
        absent = order.kind is OrderKind.JUDGMENT and order.in_absentia is True
        if (
            absent
            and Assurance.RETRIAL not in submission.request.assurances
            and not order.absence
            and submission.stated("trial.defence_rights") is not True
        ):
            yield Complaint(
                submission.order_field(order, "in_absentia"),
                "The judgment was given in absence and no retrial is assured.",
                "Assure a retrial, or show that the rights of defence were kept.",
                submission.article_on("in_absentia"),
            )


@review_rule(
    "presence-at-trial-not-stated",
    Severity.WARNING,
    "practice: EAW form, box (d); ETS 098 art. 3",
    *SURRENDER,
    "confiscation",
)
def presence_at_trial_not_stated(submission: Submission) -> Iterator[Complaint]:
    """A request that rests on a judgment says whether the person was present at the trial."""
    for order in submission.orders:
        if order.kind is OrderKind.JUDGMENT and order.in_absentia is None:
            yield Complaint(
                submission.order_field(order, "in_absentia"),
                "Whether the person was present at the trial is not said.",
                "State it.",
            )


@review_rule(
    "assurance-not-documented",
    Severity.WARNING,
    "ETS 024 art. 11: such assurance as the requested party considers sufficient",
    *SURRENDER,
)
def assurance_not_documented(submission: Submission) -> Iterator[Complaint]:
    """An assurance against the death penalty travels as a document, signed by who can give it."""
    given = Assurance.NO_DEATH_PENALTY in submission.request.assurances
    if given and submission.stated("penalty.death") is True and not any(d.kind == "other" for d in submission.annexes):
        yield Complaint(
            submission.field("annexes"), "The assurance stands in the letter only.", "Enclose the signed undertaking."
        )


def _deadly(submission: Submission) -> Iterator[str]:
    given = (
        Assurance.NO_DEATH_PENALTY in submission.request.assurances
        or submission.stated("assurance.no_death_penalty") is True
    )
    for item in submission.conduct:
        if item.law is not None and item.law.death and not given:
            yield f"conduct[{item.id}].law.death"
