"""Safeguards: the rights of the person concerned are looked at before signing, and the record shows it."""

import dataclasses
import re
from collections.abc import Iterator

from comity.casefile.people import Person, PersonStatus
from comity.casefile.requests import Check
from comity.drafting.review.finding import Severity
from comity.drafting.review.identity import sought
from comity.drafting.review.rule import ASKING, SURRENDER, Complaint, Submission, review_rule

_RIGHTS = "UNCAC art. 44(14)-(15); CAT art. 3; REFUGEE51 art. 33"
_GATE = "practice: a safeguard gate signed before sending (Safeguard Defenders; European Parliament study PE 603.472)"
_BODILY = (*SURRENDER, "transfer_of_sentenced", "denial_of_entry")
_OTHERS = tuple(measure for measure in ASKING if measure not in _BODILY)
_STALE_DAYS = 183
_ENDED = {PersonStatus.ACQUITTED: "was acquitted", PersonStatus.DISCONTINUED: "is no longer proceeded against"}
# Checks that matter where a person is moved; the others matter wherever proceedings are supported.
_OF_SURRENDER = frozenset({"non_refoulement", "torture", "refugee_status"})
_PERSUASION = re.compile(
    r"persuad\w+ .{0,40}\breturn|convinc\w+ .{0,40}\breturn|pressure on|"
    r"persuader .{0,40}\b(retour|rentrer|revenir)|"
    r"(convencer|persuadir) .{0,40}\b(volver|regres)|"
    r"劝返|规劝|施压",
    re.IGNORECASE,
)


@review_rule("safeguards-review-missing", Severity.BLOCKING, f"{_RIGHTS}; {_GATE}", *_BODILY)
def safeguards_review_missing(submission: Submission) -> Iterator[Complaint]:
    """No person is asked for before refoulement, torture, fair trial, persecution and death penalty are reviewed."""
    review = submission.request.safeguards
    if review is None or review.reviewed_on is None:
        yield Complaint(
            submission.field("safeguards"),
            "The safeguards have not been reviewed.",
            "Have them reviewed by somebody who does not sign the request.",
        )


@review_rule("safeguards-not-recorded", Severity.WARNING, f"UNCAC art. 46(21)(b)-(d); {_GATE}", *_OTHERS)
def safeguards_not_recorded(submission: Submission) -> Iterator[Complaint]:
    """Evidence and property, too, are asked for after a look at the rights of the people concerned."""
    review = submission.request.safeguards
    if review is None or review.reviewed_on is None:
        yield Complaint(
            submission.field("safeguards"),
            "No review of safeguards is recorded.",
            "Record one: political offence, discrimination, fair trial, double jeopardy.",
        )


@review_rule("safeguard-concern-open", Severity.BLOCKING, _RIGHTS)
def safeguard_concern_open(submission: Submission) -> Iterator[Complaint]:
    """A concern that nobody has answered stops the signature."""
    review = submission.request.safeguards
    if review is not None and not review.note:
        for name in _checks(submission, Check.CONCERN):
            yield Complaint(
                submission.field(f"safeguards.{name}"),
                f"There is a concern over {_spoken(name)} and no note says what was done.",
                "Answer the concern, or do not ask.",
            )


@review_rule("safeguard-concern-noted", Severity.WARNING, _RIGHTS)
def safeguard_concern_noted(submission: Submission) -> Iterator[Complaint]:
    """A concern that was noted is read again by who signs."""
    review = submission.request.safeguards
    if review is not None and review.note:
        for name in _checks(submission, Check.CONCERN):
            yield Complaint(
                submission.field(f"safeguards.{name}"),
                f"Concern over {_spoken(name)}: {review.note.best(submission.language)}",
                "Decide whether the answer suffices, and tell the other state what it needs to know.",
            )


@review_rule("safeguard-unknown", Severity.WARNING, _RIGHTS, *_BODILY)
def safeguard_unknown(submission: Submission) -> Iterator[Complaint]:
    """A check with no outcome is an open question about a person's rights, not a clearance."""
    if submission.request.safeguards is not None:
        for name in _checks(submission, Check.UNKNOWN):
            yield Complaint(
                submission.field(f"safeguards.{name}"),
                f"Nobody has answered for {_spoken(name)}.",
                "Find out, and record clear or concern.",
            )


@review_rule("safeguards-review-stale", Severity.WARNING, _GATE)
def safeguards_review_stale(submission: Submission) -> Iterator[Complaint]:
    """A review older than six months is repeated: people claim asylum, laws and prisons change."""
    review = submission.request.safeguards
    if (
        review is not None
        and review.reviewed_on is not None
        and (submission.on - review.reviewed_on).days > _STALE_DAYS
    ):
        yield Complaint(
            submission.field("safeguards.reviewed_on"), f"The review is of {review.reviewed_on}.", "Repeat it."
        )


@review_rule("safeguards-reviewed-afterwards", Severity.BLOCKING, _GATE)
def safeguards_reviewed_afterwards(submission: Submission) -> Iterator[Complaint]:
    """The review comes before the request."""
    review = submission.request.safeguards
    if review is not None and review.reviewed_on is not None and review.reviewed_on > submission.on:
        yield Complaint(
            submission.field("safeguards.reviewed_on"),
            f"The review is dated {review.reviewed_on}, after the request.",
            "Correct the date, or review before signing.",
        )


@review_rule("safeguards-reviewer-missing", Severity.WARNING, _GATE)
def safeguards_reviewer_missing(submission: Submission) -> Iterator[Complaint]:
    """A review is somebody's: it bears a name."""
    review = submission.request.safeguards
    if review is not None and review.reviewed_on is not None and not review.reviewed_by:
        yield Complaint(submission.field("safeguards.reviewed_by"), "The review bears no name.", "Name who reviewed.")


@review_rule("safeguards-reviewed-by-the-signatory", Severity.ADVICE, _GATE)
def safeguards_reviewed_by_the_signatory(submission: Submission) -> Iterator[Complaint]:
    """Who signs the request does not review its safeguards alone: two pairs of eyes."""
    review, agency = submission.request.safeguards, submission.case.agency(submission.request.signatory)
    signing = agency.signatory.name if agency and agency.signatory else ""
    if review is not None and signing and review.reviewed_by == signing:
        yield Complaint(
            submission.field("safeguards.reviewed_by"),
            f"{signing} reviewed the safeguards and signs the request.",
            "Have somebody else review.",
        )


@review_rule(
    "refugee-from-the-requesting-state", Severity.BLOCKING, "REFUGEE51 art. 33(1); UNCAC art. 44(15)", *_BODILY
)
def refugee_from_the_requesting_state(submission: Submission) -> Iterator[Complaint]:
    """A person who has fled from the requesting state, or seeks asylum from it, is not asked back."""
    for person in submission.people:
        if person.refugee_from == submission.case.state:
            yield Complaint(
                f"people[{person.id}].refugee_from",
                f"{person.name} is a refugee from {submission.case.state} or has a claim pending.",
                "Ask that the case be prosecuted where the person is, or that exclusion be examined there.",
            )


@review_rule("refuge-not-stated", Severity.WARNING, "REFUGEE51 art. 33(1); UNCAC art. 44(15)", *_BODILY)
def refuge_not_stated(submission: Submission) -> Iterator[Complaint]:
    """Whether an asylum claim is known is asked before a person is asked for, and the answer is recorded."""
    asked = [person for person in submission.people if person.refugee_from]
    known = any(
        fact.key == "person.refugee_from" and fact.values != ("unknown",)
        for fact in (*submission.case.facts, *submission.request.facts)
    )
    review = submission.request.safeguards
    if submission.people and not asked and not known and (review is None or review.refugee_status is not Check.CLEAR):
        yield Complaint(
            submission.field("facts.person.refugee_from"),
            "Whether the person is a refugee or asks for asylum is not stated.",
            "Ask the liaison officer, and record the answer with its date.",
        )


@review_rule(
    "sought-without-being-accused",
    Severity.BLOCKING,
    "UNCAC art. 44(1); ETS 024 art. 1: proceeded against or wanted to serve a sentence",
    *SURRENDER,
)
def sought_without_being_accused(submission: Submission) -> Iterator[Complaint]:
    """Only a person who is accused or convicted is sought: not relatives, witnesses or holders of assets."""
    for person in submission.people:
        if not sought(person):
            yield Complaint(
                f"people[{person.id}].status",
                f"{person.name} {_standing(person)} and cannot be sought.",
                "Leave the person out.",
            )


@review_rule(
    "pressure-to-return",
    Severity.BLOCKING,
    "practice: involuntary returns (Safeguard Defenders); UNCAC art. 4 (sovereignty), 44(14)",
)
def pressure_to_return(submission: Submission) -> Iterator[Complaint]:
    """A request does not ask that somebody be persuaded to return, nor that relatives be used to that end."""
    request = submission.request
    texts = [(submission.field("purpose"), request.purpose)]
    texts += [
        (f"{where}.{name}", getattr(step, name))
        for where, step in submission.steps()
        for name in ("particulars", "questions", "formalities")
    ]
    for where, text in texts:
        for language, paragraphs in text:
            found = _PERSUASION.search(" ".join(paragraphs))
            if found:
                yield Complaint(
                    f"{where}.{language}",
                    f"'{found.group()}' asks for pressure, not for a lawful measure.",
                    "Ask for extradition, or leave the sentence out.",
                )


@review_rule(
    "relatives-asked-where-the-person-is",
    Severity.WARNING,
    "practice: involuntary returns (Safeguard Defenders); UNCAC art. 32",
    "assistance",
)
def relatives_asked_where_the_person_is(submission: Submission) -> Iterator[Complaint]:
    """Third parties are heard about the facts, and protected where that puts them at risk."""
    for where, step in submission.steps():
        person = next((p for p in submission.case.people if p.id == step.witness), None)
        if person is not None and person.status is PersonStatus.THIRD_PARTY:
            yield Complaint(
                f"{where}.witness",
                f"{person.name} is a third party to the case.",
                "Say what the person knows of the facts, and that no answer about relatives is owed.",
            )


def _checks(submission: Submission, outcome: Check) -> Iterator[str]:
    review = submission.request.safeguards
    bodily = submission.request.measure in _BODILY
    for entry in dataclasses.fields(review) if review is not None else ():
        relevant = bodily or entry.name not in _OF_SURRENDER or outcome is Check.CONCERN
        if entry.type is Check and relevant and getattr(review, entry.name) is outcome:
            yield entry.name


def _standing(person: Person) -> str:
    ended = _ENDED.get(person.status) if person.status is not None else None
    return ended or f"is a {_spoken(person.status or '')}"


def _spoken(name: str) -> str:
    return name.replace("_", " ")
