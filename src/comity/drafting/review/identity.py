"""Identity: who is meant, so that nobody else is arrested, heard or searched."""

from collections.abc import Iterator

from comity.casefile.people import Confidence, Name, Person, PersonStatus
from comity.casefile.scripts import script_of
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import ASKING, SURRENDER, Complaint, Submission, review_rule

_BODILY = (*SURRENDER, "transfer_of_sentenced")
_STALE_DAYS = 90
# Languages whose names are not written in Latin letters at home, with the ISO 15924 codes of their scripts.
_OWN_SCRIPTS = {
    "zh": {"Hani", "Hans", "Hant"},
    "ja": {"Hani", "Jpan"},
    "ko": {"Hang", "Hani", "Kore"},
    "ru": {"Cyrl"},
    "uk": {"Cyrl"},
    "bg": {"Cyrl"},
    "sr": {"Cyrl", "Latn"},
    "el": {"Grek"},
    "ar": {"Arab"},
    "fa": {"Arab"},
    "ur": {"Arab"},
    "he": {"Hebr"},
    "hi": {"Deva"},
    "th": {"Thai"},
    "ka": {"Geor"},
    "hy": {"Armn"},
}


@review_rule("person-missing", Severity.BLOCKING, "UNCAC art. 44(1); ETS 024 art. 12(2)(c)", *_BODILY)
def person_missing(submission: Submission) -> Iterator[Complaint]:
    """A request for surrender or transfer names the person."""
    if not submission.people:
        yield Complaint(submission.field("people"), "No person is named.", "Name the person who is sought.")


@review_rule("identity-insufficient", Severity.BLOCKING, "ETS 024 art. 12(2)(c); practice: EAW form, box (a)", *_BODILY)
def identity_insufficient(submission: Submission) -> Iterator[Complaint]:
    """A person who is to be arrested is known by more than a name: a date of birth or a document number."""
    for person in submission.people:
        if person.birth_date is None and not person.identifiers:
            yield Complaint(
                f"people[{person.id}]",
                f"{person.name} has neither a date of birth nor an identity document.",
                "Give the date of birth or the number of an identity document.",
                submission.article_on("documents"),
            )


@review_rule(
    "person-not-identified",
    Severity.WARNING,
    "UNCAC art. 46(15)(e); ETS 141 art. 27(1)(e)(i)",
    "assistance",
    "freezing",
    "confiscation",
    "return_of_assets",
)
def person_not_identified(submission: Submission) -> Iterator[Complaint]:
    """Where possible a request gives more than the name of each person concerned."""
    for person in submission.people:
        if person.birth_date is None and not person.identifiers:
            yield Complaint(
                f"people[{person.id}]",
                f"{person.name} is known by name only.",
                "Add a date of birth or an identity number.",
            )


@review_rule(
    "birth-date-inexact", Severity.ADVICE, "practice: EAW form, box (a); INTERPOL notice particulars", *SURRENDER
)
def birth_date_inexact(submission: Submission) -> Iterator[Complaint]:
    """The full date of birth tells two people of one name apart; a year alone does not."""
    for person in submission.people:
        if person.birth_date is not None and not person.birth_date.exact:
            yield Complaint(
                f"people[{person.id}].birth_date",
                f"Of {person.name}'s birth only {person.birth_date} is given.",
                "Find the day in the civil register or a passport file, or say why it is not known.",
            )


@review_rule(
    "nationality-missing", Severity.WARNING, "UNCAC art. 46(15)(e); ETS 030 art. 14(1)(c); ETS 024 art. 12(2)(c)"
)
def nationality_missing(submission: Submission) -> Iterator[Complaint]:
    """A request gives the nationality of each person concerned: grounds of refusal hang on it."""
    for person in submission.people:
        if not person.nationalities:
            yield Complaint(
                f"people[{person.id}].nationalities",
                f"No nationality of {person.name} is given.",
                "Give every nationality that is asserted.",
            )


@review_rule("person-not-located", Severity.WARNING, "UNCAC art. 44(1), 46(15)(e)", *SURRENDER)
def person_not_located(submission: Submission) -> Iterator[Complaint]:
    """Extradition is asked of the state where the person is; the request says what is known of the whereabouts."""
    for person in submission.people:
        if person.location is None or person.location.state is None:
            yield Complaint(
                f"people[{person.id}].location",
                f"Nothing is said of where {person.name} is.",
                "Say what is known, since when and from whom.",
            )


@review_rule("person-elsewhere", Severity.BLOCKING, "UNCAC art. 44(1): present in the requested state", *SURRENDER)
def person_elsewhere(submission: Submission) -> Iterator[Complaint]:
    """A person whom the case places in another state is not sought from this one."""
    for person in submission.people:
        place = person.location.state if person.location else None
        if place is not None and place != submission.request.to:
            yield Complaint(
                f"people[{person.id}].location.state",
                f"The case places {person.name} in {place}, not in {submission.request.to}.",
                f"Send the request to {place}, or bring the whereabouts up to date.",
            )


@review_rule(
    "whereabouts-stale",
    Severity.WARNING,
    "UNCAC art. 44(1), 46(15)(e); practice: UNODC model request",
    *SURRENDER,
)
def whereabouts_stale(submission: Submission) -> Iterator[Complaint]:
    """Whereabouts older than three months, or of no date, are confirmed before a request rests on them."""
    for person in submission.people:
        place = person.location
        if place is None or place.state is None:
            continue
        days = (submission.on - place.as_of.last).days if place.as_of else None
        if days is None or days > _STALE_DAYS:
            age = f"{days} days old" if days is not None else "of no date"
            yield Complaint(
                f"people[{person.id}].location.as_of",
                f"The whereabouts of {person.name} are {age}.",
                "Have them confirmed and give the new date.",
            )


@review_rule(
    "identity-document-expired", Severity.ADVICE, "practice: EAW form, box (a); INTERPOL notice particulars", *SURRENDER
)
def identity_document_expired(submission: Submission) -> Iterator[Complaint]:
    """A document that has run out may since have been replaced by one with another number."""
    for person in submission.people:
        for item in person.identifiers:
            if item.valid_to is not None and item.valid_to.last < submission.on:
                yield Complaint(
                    f"people[{person.id}].identifiers",
                    f"The {item.kind.replace('_', ' ')} {item.number} ran out on {item.valid_to}.",
                    "Say so, and look for its successor.",
                )


@review_rule(
    "original-script-missing",
    Severity.WARNING,
    "practice: EAW form, box (a); INTERPOL notice particulars (names, aliases)",
)
def original_script_missing(submission: Submission) -> Iterator[Complaint]:
    """A name written in another script at home is given in it too: a transliteration fits many people."""
    for person in submission.people:
        own = [script for name in person.names for script in _OWN_SCRIPTS.get(_base(name), ())]
        if own and not {_script(name) for name in person.names}.intersection(own):
            yield Complaint(
                f"people[{person.id}].names",
                f"{person.name} is given only in transliteration.",
                "Add the name in its own script.",
            )


@review_rule(
    "transliteration-missing",
    Severity.WARNING,
    "practice: EAW form, box (a); INTERPOL notice particulars (names, aliases)",
)
def transliteration_missing(submission: Submission) -> Iterator[Complaint]:
    """A name in a script that the letter's language does not use is also given in transliteration."""
    if _OWN_SCRIPTS.get(submission.language.partition("-")[0]):
        return
    for person in submission.people:
        if person.names and all(_script(name) not in {"Latn", None} for name in person.names):
            yield Complaint(
                f"people[{person.id}].names",
                f"{person.name} has no name in Latin letters.",
                "Add the spelling of the passport.",
            )


@review_rule("capacity-missing", Severity.ADVICE, "practice: EIO form, section E (capacity of each person)", *ASKING)
def capacity_missing(submission: Submission) -> Iterator[Complaint]:
    """A request says in what capacity each person is concerned: suspect, witness, third party."""
    for person in submission.people:
        if person.status is None:
            yield Complaint(
                f"people[{person.id}].status",
                f"What {person.name} is in the proceedings is not said.",
                "State the capacity; rights depend on it.",
            )


@review_rule(
    "identity-of-low-confidence",
    Severity.WARNING,
    "practice: INTERPOL notice particulars",
    *SURRENDER,
)
def identity_of_low_confidence(submission: Submission) -> Iterator[Complaint]:
    """What only a weak source says of a person who is to be arrested is confirmed or left out."""
    for person in submission.people:
        for what in _weak(person):
            yield Complaint(
                f"people[{person.id}].{what}",
                f"The {what} of {person.name} rest on a source of low confidence.",
                "Confirm it, or say so in the request.",
            )


def _weak(person: Person) -> Iterator[str]:
    parts = {
        "names": [n.provenance for n in person.names],
        "nationalities": [n.provenance for n in person.nationalities],
        "identifiers": [i.provenance for i in person.identifiers],
        "location": [person.location.provenance] if person.location else [],
    }
    for what, provenances in parts.items():
        held = [p.confidence for p in provenances if p is not None]
        if held and all(confidence is Confidence.LOW for confidence in held):
            yield what


def sought(person: Person) -> bool:
    """Whether somebody stands on the side of the proceedings from which a person can be sought."""
    return person.status not in {
        PersonStatus.ACQUITTED,
        PersonStatus.DISCONTINUED,
        PersonStatus.WITNESS,
        PersonStatus.VICTIM,
        PersonStatus.THIRD_PARTY,
    }


def _base(name: Name) -> str:
    return (name.language or "").partition("-")[0]


def _script(name: Name) -> str | None:
    return name.script or script_of(name.full)
