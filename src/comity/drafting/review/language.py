"""Language and translation: a request that cannot be read is returned, and versions that differ are disbelieved."""

import re
from collections import Counter
from collections.abc import Iterator

from comity.casefile.case import Document
from comity.casefile.text import Text
from comity.drafting.locked import digits_in
from comity.drafting.review.accepted_languages import accepted_languages, base, official_languages, spoken
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import Complaint, Submission, review_rule

_ACCEPTED = "UNCAC art. 46(14): a language acceptable to the requested state"
_TRANSLATED = re.compile(r"translated into", re.IGNORECASE)
# 1 600 000,00: the blank between groups of three digits belongs to the number.
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
_MONTH_IN_DIGITS = re.compile(r"\d{1,2}(?=\s*[月월])")
_SHORT = 2


@review_rule("request-language-missing", Severity.WARNING, _ACCEPTED)
def request_language_missing(submission: Submission) -> Iterator[Complaint]:
    """The language of the request is chosen for the requested state, not left to the first language of the file."""
    if submission.request.language is None:
        yield Complaint(
            submission.field("language"),
            f"No language is chosen; '{submission.language}' is taken.",
            "Choose the language the requested state takes.",
        )


@review_rule("language-not-accepted", Severity.BLOCKING, _ACCEPTED)
def language_not_accepted(submission: Submission) -> Iterator[Complaint]:
    """A request is written in a language that the requested state has notified or its law asks for."""
    accepted = accepted_languages(submission)
    if accepted is not None and accepted.firm and base(submission.language) not in accepted.languages:
        yield Complaint(
            submission.field("language"),
            f"The request is in '{submission.language}'; {submission.request.to} takes: {accepted.says}.",
            f"Write the request in {spoken(accepted.languages)}.",
            accepted.source,
        )


@review_rule("language-not-evidenced", Severity.WARNING, _ACCEPTED)
def language_not_evidenced(submission: Submission) -> Iterator[Complaint]:
    """Where no rule on languages is evidenced, one that is not official there is asked about first."""
    accepted = accepted_languages(submission)
    if accepted is not None and (accepted.firm or base(submission.language) in accepted.languages):
        return
    official = official_languages(submission.request.to)
    if official and base(submission.language) not in official:
        told = f"It takes: {accepted.says}." if accepted else "What it takes is not evidenced here."
        yield Complaint(
            submission.field("language"),
            f"'{submission.language}' is no official language of {submission.request.to}. {told}",
            f"Ask the authority there, or write in {spoken(official)}.",
            accepted.source if accepted else "",
        )


@review_rule("facts-not-in-language", Severity.BLOCKING, _ACCEPTED)
def facts_not_in_language(submission: Submission) -> Iterator[Complaint]:
    """The facts are stated in the language of the request."""
    for item in submission.conduct:
        if item.statement and item.statement.says(submission.language) is None:
            yield Complaint(
                f"conduct[{item.id}].statement.{submission.language}",
                f"Not written in '{submission.language}' (only in {', '.join(item.statement.languages)}).",
                "Have the statement translated and its numbers compared.",
            )


@review_rule("text-not-in-language", Severity.BLOCKING, _ACCEPTED)
def text_not_in_language(submission: Submission) -> Iterator[Complaint]:
    """Every part of the letter is written in the language of the request."""
    for where, text in _texts(submission):
        if text and text.says(submission.language) is None:
            yield Complaint(
                f"{where}.{submission.language}",
                f"Not written in '{submission.language}' (only in {', '.join(text.languages)}).",
                "Have it translated.",
            )


@review_rule("annex-not-translated", Severity.BLOCKING, "UNCAC art. 46(14); ETS 024 art. 23")
def annex_not_translated(submission: Submission) -> Iterator[Complaint]:
    """Where the treaty or the requested state asks for translations, every annex has one into a language it takes."""
    if not _translation_is_asked(submission):
        return
    accepted = accepted_languages(submission)
    source = accepted.source if accepted else submission.article_on("language")
    for document in _unread(submission):
        yield _untranslated(submission, document, source)


@review_rule(
    "annex-in-foreign-language",
    Severity.WARNING,
    "practice: translation of everything (DRCI, Brazil); UNCAC art. 46(14)",
)
def annex_in_foreign_language(submission: Submission) -> Iterator[Complaint]:
    """An annex nobody there can read delays the answer, even where no rule that asks for translations is evidenced."""
    if _translation_is_asked(submission):
        return
    for document in _unread(submission):
        yield _untranslated(submission, document, "")


@review_rule("annex-language-unknown", Severity.ADVICE, "practice: translation of everything (DRCI, Brazil)")
def annex_language_unknown(submission: Submission) -> Iterator[Complaint]:
    """The register of annexes says in which language each document is."""
    for document in submission.annexes:
        if document.language is None:
            yield Complaint(
                f"documents[{document.id}].language",
                f"The language of '{_title(submission, document)}' is not stated.",
                "State it, so that a missing translation shows.",
            )


@review_rule("translation-not-certified", Severity.WARNING, "Requested state's profile: certified translation")
def translation_not_certified(submission: Submission) -> Iterator[Complaint]:
    """Where the requested state asks for certified translations, those of the annexes are certified."""
    accepted = accepted_languages(submission)
    if accepted is None or not accepted.certified:
        return
    for document in submission.annexes:
        fitting = [t for t in document.translations if base(t.language) in accepted.languages]
        if fitting and not any(t.certified for t in fitting):
            yield Complaint(
                f"documents[{document.id}].translations",
                f"The translation of '{_title(submission, document)}' is not shown to be certified.",
                "Have it certified as correct.",
                accepted.source,
            )


@review_rule(
    "versions-differ",
    Severity.BLOCKING,
    "ETS 024 art. 12(2)(b); practice: bad translation is a known cause of failure (EIO, DRCI)",
)
def versions_differ(submission: Submission) -> Iterator[Complaint]:
    """Amounts, years and account numbers are the same in every language version of the facts."""
    for where, language, missing in _differences(submission):
        numbers = sorted(number for number in missing if len(number) > _SHORT)
        if numbers:
            yield Complaint(
                where,
                f"'{language}' and '{submission.language}' differ in numbers: {', '.join(numbers)}.",
                "Compare the versions and correct the wrong one.",
            )


@review_rule(
    "versions-differ-in-small-numbers",
    Severity.WARNING,
    "practice: bad translation is a known cause of failure (EIO, DRCI)",
)
def versions_differ_in_small_numbers(submission: Submission) -> Iterator[Complaint]:
    """Days and counts are the same in every language version, unless one of them writes a number in words."""
    for where, language, missing in _differences(submission):
        numbers = sorted(number for number in missing if len(number) <= _SHORT)
        if numbers:
            yield Complaint(
                where,
                f"'{language}' and '{submission.language}' differ in small numbers: {', '.join(numbers)}.",
                "Compare dates and counts.",
            )


@review_rule(
    "versions-differ-in-paragraphs",
    Severity.WARNING,
    "practice: bad translation is a known cause of failure (EIO, DRCI)",
)
def versions_differ_in_paragraphs(submission: Submission) -> Iterator[Complaint]:
    """Every language version of the facts and of the questions has the same paragraphs."""
    for where, text in (*_statements(submission), *_questions(submission)):
        counts = {language: len(paragraphs) for language, paragraphs in text}
        if len(set(counts.values())) > 1:
            told = ", ".join(f"{language} {count}" for language, count in counts.items())
            yield Complaint(where, f"The versions differ in paragraphs: {told}.", "See what one version leaves out.")


def _statements(submission: Submission) -> Iterator[tuple[str, Text]]:
    for item in submission.conduct:
        yield f"conduct[{item.id}].statement", item.statement


def _questions(submission: Submission) -> Iterator[tuple[str, Text]]:
    for where, step in submission.steps():
        yield f"{where}.questions", step.questions


def _texts(submission: Submission) -> Iterator[tuple[str, Text]]:
    request = submission.request
    yield submission.field("purpose"), request.purpose
    yield submission.field("urgency.reason"), request.urgency.reason
    for name in ("extent", "third_parties", "ownership", "arrangements", "information"):
        yield submission.field(name), getattr(request, name)
    for where, step in submission.steps():
        for name in ("particulars", "questions", "grounds", "formalities", "technical"):
            yield f"{where}.{name}", getattr(step, name)
    for item in submission.conduct:
        if item.law is not None:
            yield f"conduct[{item.id}].law.summary", item.law.summary
        if item.time_bar is not None:
            yield f"conduct[{item.id}].time_bar.statement", item.time_bar.statement
    for asset in submission.assets:
        yield f"assets[{asset.id}].link_statement", asset.link_statement


def _differences(submission: Submission) -> Iterator[tuple[str, str, list[str]]]:
    """Where versions of the facts differ in numbers: the place, the other language, the numbers of one side only."""
    for where, text in _statements(submission):
        leading = text.paragraphs(submission.language)
        for language, paragraphs in text:
            if language == submission.language or len(paragraphs) != len(leading):
                continue
            for index, (one, other) in enumerate(zip(leading, paragraphs, strict=True)):
                left, right = _numbers(one), _numbers(other)
                missing = list(((left - right) + (right - left)).elements())
                if missing:
                    yield f"{where}.{language}[{index}]", language, missing


def _numbers(text: str) -> Counter[str]:
    """The numbers of a paragraph; months that some languages write in digits are left out of the comparison."""
    return digits_in(joined_groups(_MONTH_IN_DIGITS.sub("", text)))


def joined_groups(text: str) -> str:
    """A text in which the groups of three digits of one number are no longer parted by a plain blank."""
    return _GROUPED.sub(lambda found: found.group().replace(" ", "\u00a0"), text)


def _translation_is_asked(submission: Submission) -> bool:
    if accepted_languages(submission) is not None:
        return True
    return any(_TRANSLATED.search(finding.because) for finding in submission.law_on("language"))


def _unread(submission: Submission) -> Iterator[Document]:
    accepted = accepted_languages(submission)
    readable = {base(submission.language)} | (set(accepted.languages) if accepted else set())
    for document in submission.annexes:
        held = {
            base(language) for language in (document.language, *(t.language for t in document.translations)) if language
        }
        if document.language is not None and not held & readable:
            yield document


def _untranslated(submission: Submission, document: Document, source: str) -> Complaint:
    return Complaint(
        f"documents[{document.id}].translations",
        f"'{_title(submission, document)}' is in '{document.language}', with no translation for this request.",
        "Have it translated, and list the translation in the register.",
        source,
    )


def _title(submission: Submission, document: Document) -> str:
    return document.title.best(submission.language)
