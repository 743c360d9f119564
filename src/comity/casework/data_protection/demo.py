"""Rights of people in the synthetic office: what they asked, a bundle for the defence, and a rule of retention."""

import datetime as dt

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.data_protection.models import Kind, Sender
from comity.casework.data_protection.services import Asked, person_request_enter, person_request_pass_on
from comity.casework.disclosure.services import bundle_make, exculpatory_mark
from comity.casework.retention.models import CaseKind
from comity.casework.retention.services import retention_rule_set


def demo_rights(*, case: Case, people: dict[str, User], on: dt.date) -> None:
    """Fill the office with two requests, a bundle in preparation and a rule for each kind of case."""
    dora, anna = people["dora"], people["anna"]
    _ask(dora, "Beat Beispiel", Kind.CORRECTION, "My address is wrong (synthetic).", on, 8, passed=True)
    _ask(dora, "Nadia Nergens", Kind.ACCESS, "Do you hold anything about me? (synthetic)", on, 40, passed=False)
    exculpatory_mark(
        case=case,
        code="documents:transfers",
        reason="One of the payments was booked to a loan that was paid back (synthetic).",
        actor=anna,
        who=anna.identity(strong=True),
    )
    bundle_make(
        case=case,
        recipient="Jan Voorbeeld and counsel (synthetic)",
        legal_basis="Order of the examining judge (synthetic)",
        codes=["documents:warrant", "conduct:embezzlement"],
        actor=anna,
        who=anna.identity(strong=True),
    )
    for kind, months in ((CaseKind.OWN, 120), (CaseKind.RECEIVED, 60)):
        retention_rule_set(
            kind=kind.value,
            months=months,
            source="Selection list of an invented archive (synthetic)",
            actor=dora,
            who=dora.identity(strong=True),
        )


def _ask(dora: User, name: str, kind: Kind, words: str, on: dt.date, ago: int, *, passed: bool) -> None:
    who = dora.identity(strong=True)
    asked = Asked(kind=kind.value, sender=Sender.PERSON.value, name=name, words=words)
    request, _ = person_request_enter(asked=asked, received=on - dt.timedelta(days=ago), on=on, actor=dora, who=who)
    if passed:
        person_request_pass_on(request=request, actor=dora, who=who)
