"""Particulars of what is asked: a request without account, period, place or question is a fishing expedition."""

import datetime as dt
import re
from collections.abc import Iterator

from comity.casefile.assets import Asset, AssetKind
from comity.casefile.case import chosen
from comity.casefile.requests import Step, StepKind
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import Complaint, Submission, review_rule

_BANK = "practice: DRCI form for bank secrecy, Brazil (never wide and generic); UNCAC art. 46(15)(d)"
_MODULE = "practice: UNODC model request (UN Model Treaty on Mutual Assistance, art. 5); UNCAC art. 46(15)(d)"
_SERVED = "ETS 030 art. 14(1)(d); UNCAC art. 46(15)(d)"
# How far records may reach beyond the facts before the reach itself needs a reason.
_MONTHS_BEFORE = 12
_MONTHS_AFTER = 12
_CATCH_ALL = re.compile(
    r"\b(all|any) (other )?(bank )?accounts\b|\btous les (autres )?comptes\b|"
    r"\btodas las (demás )?cuentas\b|所有账户|一切账户|全部账户",
    re.IGNORECASE,
)


@review_rule("bank-records-without-account", Severity.BLOCKING, _BANK)
def bank_records_without_account(submission: Submission) -> Iterator[Complaint]:
    """Bank records are asked for a named account or, at the least, at a named bank."""
    for where, step in submission.steps(StepKind.BANK_RECORDS):
        if not step.accounts and not step.provider:
            yield Complaint(
                f"{where}.accounts",
                "Records are asked of no account and no bank.",
                "Name the account, or the bank and the holder.",
            )


@review_rule("bank-records-account-unknown", Severity.WARNING, _BANK)
def bank_records_account_unknown(submission: Submission) -> Iterator[Complaint]:
    """Where only the bank is known, the request says why an account is expected there."""
    for where, step in submission.steps(StepKind.BANK_RECORDS):
        if step.provider and not step.accounts:
            yield Complaint(
                f"{where}.accounts",
                f"No account with {step.provider} is named.",
                "Name the account, or say what points to one with this bank.",
            )


@review_rule("bank-records-without-period", Severity.BLOCKING, _BANK)
def bank_records_without_period(submission: Submission) -> Iterator[Complaint]:
    """Bank records are asked for a period with a beginning and an end."""
    for where, step in submission.steps(StepKind.BANK_RECORDS):
        if step.period_from is None or step.period_to is None:
            yield Complaint(
                f"{where}.period_from",
                "The records asked for have no period, or one end of it only.",
                "Give the first and the last day.",
            )


@review_rule("bank-records-period-too-early", Severity.WARNING, _BANK)
def bank_records_period_too_early(submission: Submission) -> Iterator[Complaint]:
    """Records from more than a year before the first act need a reason: the link with the offence has to be seen."""
    starts = [item.start.first for item in submission.conduct if item.start]
    for where, step in submission.steps(StepKind.BANK_RECORDS):
        if starts and step.period_from and months_between(step.period_from.first, min(starts)) > _MONTHS_BEFORE:
            yield Complaint(
                f"{where}.period_from",
                f"Records are asked from {step.period_from}, the first act is of {min(starts)}.",
                "Shorten the period, or say why the time before matters.",
            )


@review_rule("bank-records-period-too-late", Severity.WARNING, _BANK)
def bank_records_period_too_late(submission: Submission) -> Iterator[Complaint]:
    """Records from long after the last act, the last known movement and the last known balance need a reason."""
    ends = [item.end.last for item in submission.conduct if item.end]
    for where, step in submission.steps(StepKind.BANK_RECORDS):
        known = [*ends, *(day for asset in _assets(submission, step) for day in _known_days(asset))]
        if known and step.period_to and months_between(max(known), step.period_to.last) > _MONTHS_AFTER:
            yield Complaint(
                f"{where}.period_to",
                f"Records are asked until {step.period_to}; nothing in the case is later than {max(known)}.",
                "Shorten the period, or say what is expected after that day.",
            )


@review_rule("catch-all-wording", Severity.BLOCKING, _BANK)
def catch_all_wording(submission: Submission) -> Iterator[Complaint]:
    """A step that asks for all accounts, whoever holds them, is refused as a search for grounds."""
    for where, step in submission.steps():
        for language, paragraphs in step.particulars:
            found = _CATCH_ALL.search(" ".join(paragraphs))
            if found:
                yield Complaint(
                    f"{where}.particulars.{language}",
                    f"'{found.group()}' asks for everything.",
                    "Name the accounts, holders and period that the facts point to.",
                )


@review_rule(
    "bank-records-without-link",
    Severity.BLOCKING,
    "practice: DRCI form for bank secrecy, Brazil (founded indications); ETS 141 art. 27(1)(e)(ii)",
)
def bank_records_without_link(submission: Submission) -> Iterator[Complaint]:
    """A request for bank records shows what ties the account to the offence."""
    for where, step in submission.steps(StepKind.BANK_RECORDS):
        for asset in _assets(submission, step):
            if asset.link is None and not asset.link_statement and not asset.transactions:
                yield Complaint(
                    f"{where}.accounts",
                    f"Nothing ties '{asset.id}' to the offence.",
                    "Add a transfer with its document, or state the link.",
                )


@review_rule("account-number-missing", Severity.WARNING, _MODULE)
def account_number_missing(submission: Submission) -> Iterator[Complaint]:
    """An account is named by its number, and by the bank and branch that keep it."""
    for asset in _concerned(submission):
        if asset.kind is AssetKind.ACCOUNT and (not asset.identifier or not asset.bank):
            lacking = "number" if not asset.identifier else "bank"
            yield Complaint(
                f"assets[{asset.id}]", f"The {lacking} of the account is not given.", f"Give the {lacking}."
            )


@review_rule("account-in-another-state", Severity.BLOCKING, "UNCAC art. 46(1), 55(1): what lies in the requested state")
def account_in_another_state(submission: Submission) -> Iterator[Complaint]:
    """Steps concern accounts and things that lie in the requested state."""
    for where, step in submission.steps():
        for asset in _assets(submission, step):
            if asset.state is not None and asset.state != submission.request.to:
                yield Complaint(
                    f"{where}.accounts",
                    f"'{asset.id}' is in {asset.state}.",
                    f"Ask {asset.state}, or correct where the asset is.",
                )


@review_rule("digital-evidence-without-provider", Severity.BLOCKING, _MODULE)
def digital_evidence_without_provider(submission: Submission) -> Iterator[Complaint]:
    """Digital evidence is asked of a named provider."""
    for where, step in submission.steps(StepKind.DIGITAL_EVIDENCE):
        if not step.provider:
            yield Complaint(f"{where}.provider", "No provider is named.", "Name the provider that holds the data.")


@review_rule("digital-evidence-without-identifier", Severity.BLOCKING, _MODULE)
def digital_evidence_without_identifier(submission: Submission) -> Iterator[Complaint]:
    """Digital evidence is asked for a user account, number or address that the provider can find."""
    for where, step in submission.steps(StepKind.DIGITAL_EVIDENCE):
        if not step.identifier and not step.accounts and not re.search(r"[@#]|\d{4,}", _said(step)):
            yield Complaint(
                f"{where}.particulars",
                "No user account, number or address is named.",
                "Give the identifier exactly as the provider knows it.",
            )


@review_rule("digital-evidence-without-period", Severity.BLOCKING, _MODULE)
def digital_evidence_without_period(submission: Submission) -> Iterator[Complaint]:
    """Digital evidence is asked for a period."""
    for where, step in submission.steps(StepKind.DIGITAL_EVIDENCE):
        if step.period_from is None or step.period_to is None:
            yield Complaint(
                f"{where}.period_from", "The data asked for have no period.", "Give the first and the last day."
            )


@review_rule("preservation-without-object", Severity.BLOCKING, f"{_MODULE}; UNCAC art. 55(3)(c)")
def preservation_without_object(submission: Submission) -> Iterator[Complaint]:
    """What is to be preserved is named: the account or thing, or the provider that holds the data."""
    for where, step in submission.steps(StepKind.PRESERVATION):
        if not step.accounts and not step.provider:
            yield Complaint(
                where, "Nothing is named that is to be preserved.", "Name the account, the thing, or the provider."
            )


@review_rule("witness-missing", Severity.BLOCKING, "UNCAC art. 46(15)(d)-(e)")
def witness_missing(submission: Submission) -> Iterator[Complaint]:
    """A hearing names the person or, where the name is not known, describes who is to be found and heard."""
    for where, step in submission.steps(StepKind.TESTIMONY, StepKind.VIDEO_LINK):
        if step.witness is None and not step.particulars:
            yield Complaint(
                f"{where}.witness",
                "Nobody is named to be heard.",
                "Name the witness, or say by which office the person can be found.",
            )


@review_rule("questions-missing", Severity.BLOCKING, _MODULE)
def questions_missing(submission: Submission) -> Iterator[Complaint]:
    """A hearing comes with its questions; the authority that hears the witness does not know the case."""
    for where, step in submission.steps(StepKind.TESTIMONY, StepKind.VIDEO_LINK):
        if not step.questions:
            yield Complaint(f"{where}.questions", "No questions are listed.", "Write the questions, one a paragraph.")


@review_rule("witness-rights-missing", Severity.ADVICE, f"{_MODULE}; UNCAC art. 46(17)")
def witness_rights_missing(submission: Submission) -> Iterator[Complaint]:
    """A hearing says what the witness is to be told, so that the record can be used at home."""
    for where, step in submission.steps(StepKind.TESTIMONY):
        if not step.formalities:
            yield Complaint(
                f"{where}.formalities",
                "How the witness is to be heard is not said.",
                "State the oath, the warnings and who may be present.",
            )


@review_rule("video-link-not-arranged", Severity.WARNING, "ETS 182 art. 9(2)-(3); UNCAC art. 46(18)")
def video_link_not_arranged(submission: Submission) -> Iterator[Complaint]:
    """A hearing by video link comes with the data of the connection and with somebody to test it with."""
    for where, step in submission.steps(StepKind.VIDEO_LINK):
        if not step.technical:
            yield Complaint(
                f"{where}.technical",
                "How the link is made is not said.",
                "Give the data of the connection and a contact.",
            )


@review_rule(
    "video-link-without-authority", Severity.WARNING, "ETS 182 art. 9(3): judicial authority and persons conducting"
)
def video_link_without_authority(submission: Submission) -> Iterator[Complaint]:
    """A hearing by video link names the court or authority that conducts it, and the day."""
    for where, step in submission.steps(StepKind.VIDEO_LINK):
        if not step.court or step.date is None:
            yield Complaint(
                f"{where}.court", "Who conducts the hearing, or when, is not said.", "Name the court and propose a day."
            )


@review_rule("witness-without-address", Severity.WARNING, "ETS 030 art. 14(1)(d); UNCAC art. 46(15)(e)")
def witness_without_address(submission: Submission) -> Iterator[Complaint]:
    """A person who is to be heard can be found."""
    for where, step in submission.steps(StepKind.TESTIMONY, StepKind.VIDEO_LINK):
        person = next((p for p in submission.case.people if p.id == step.witness), None)
        if person is not None and not step.address and not (person.location and person.location.address):
            yield Complaint(
                f"{where}.address", f"Where {person.name} can be reached is not said.", "Give the last known address."
            )


@review_rule("witness-elsewhere", Severity.WARNING, "UNCAC art. 46(18): a person in the requested state")
def witness_elsewhere(submission: Submission) -> Iterator[Complaint]:
    """A witness whom the case places in another state is not heard in this one."""
    for where, step in submission.steps(StepKind.TESTIMONY, StepKind.VIDEO_LINK):
        person = next((p for p in submission.case.people if p.id == step.witness), None)
        place = person.location.state if person and person.location else None
        if place is not None and place != submission.request.to:
            yield Complaint(
                f"{where}.witness",
                f"The case places the witness in {place}.",
                f"Ask {place}, or bring the address up to date.",
            )


@review_rule("search-without-place", Severity.BLOCKING, _MODULE)
def search_without_place(submission: Submission) -> Iterator[Complaint]:
    """A search names the place."""
    for where, step in submission.steps(StepKind.SEARCH_AND_SEIZURE):
        if not step.address:
            yield Complaint(f"{where}.address", "No place is named.", "Give the address to be searched.")


@review_rule("search-without-objects", Severity.BLOCKING, _MODULE)
def search_without_objects(submission: Submission) -> Iterator[Complaint]:
    """A search names what is looked for."""
    for where, step in submission.steps(StepKind.SEARCH_AND_SEIZURE):
        if not step.particulars:
            yield Complaint(
                f"{where}.particulars",
                "What is looked for is not said.",
                "Describe the objects.",
            )


@review_rule("search-without-grounds", Severity.BLOCKING, _MODULE)
def search_without_grounds(submission: Submission) -> Iterator[Complaint]:
    """A search says why the objects are thought to be at the place and how they bear on the offence."""
    for where, step in submission.steps(StepKind.SEARCH_AND_SEIZURE):
        if not step.grounds:
            yield Complaint(
                f"{where}.grounds", "Why the objects should be there is not said.", "Tell what points to the place."
            )


@review_rule("service-without-addressee", Severity.BLOCKING, _SERVED)
def service_without_addressee(submission: Submission) -> Iterator[Complaint]:
    """Service names the person to be served, and the address."""
    for where, step in submission.steps(StepKind.SERVICE):
        if step.addressee is None or not step.address:
            yield Complaint(
                f"{where}.addressee", "Name or address of the person to be served is missing.", "Give both."
            )


@review_rule("service-without-document", Severity.BLOCKING, _SERVED)
def service_without_document(submission: Submission) -> Iterator[Complaint]:
    """Service names the document and encloses it."""
    for where, step in submission.steps(StepKind.SERVICE):
        loose = [name for name in step.documents if name not in submission.request.annexes]
        if not step.documents or loose:
            text = f"Not enclosed: {', '.join(loose)}." if loose else "No document is named."
            yield Complaint(f"{where}.documents", text, "Name the document and list it among the annexes.")


def months_between(earlier: dt.date, later: dt.date) -> int:
    """Whole months from one day to another; negative where the order is the other way."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def _assets(submission: Submission, step: Step) -> tuple[Asset, ...]:
    return chosen(submission.case.assets, step.accounts)


def _concerned(submission: Submission) -> tuple[Asset, ...]:
    ids = dict.fromkeys([*submission.request.assets, *(a for step in submission.request.steps for a in step.accounts)])
    return chosen(submission.case.assets, ids)


def _known_days(asset: Asset) -> Iterator[dt.date]:
    yield from (move.date for move in asset.transactions)
    if asset.value is not None and asset.value.on is not None:
        yield asset.value.on.last


def _said(step: Step) -> str:
    return " ".join(paragraph for _, paragraphs in step.particulars for paragraph in paragraphs)
