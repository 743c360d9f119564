"""Returns of the synthetic office: a voluntary return in its cooling-off period, and an officer's travel."""

import datetime as dt

from comity.casework.accounts.models import User
from comity.casework.cases.models import Case
from comity.casework.people.models import Party
from comity.casework.returns.routes import ReturnRoute, TravelPurpose
from comity.casework.returns.services import host_consent_record, return_consent_record, return_plan
from comity.casework.returns.travel import authorisation_record, travel_enter

_AUTHORITY = "Invented authority of the host state"


def demo_returns(*, case: Case, people: dict[str, User], on: dt.date) -> None:
    """Fill the case with a return in mid-flight and a travel that waits for its approval."""
    anna = people["anna"]
    who = anna.identity(strong=True)
    plan = return_plan(
        case=case,
        person=Party.everything.get(case=case, key="jan"),
        route=ReturnRoute.VOLUNTARY_RETURN.value,
        legal_basis="Protocol agreed with the host state's authority (synthetic)",
        host_state="USA",
        extradition=None,
        actor=anna,
        who=who,
    )
    host_consent_record(
        plan=plan,
        authority=_AUTHORITY,
        given_on=on - dt.timedelta(days=9),
        reference="HOST-EXAMPLE-7",
        terms="The person is heard by the host state's authority only, with a lawyer of their own (synthetic).",
        valid_until=on + dt.timedelta(days=80),
        on=on,
        actor=anna,
        who=who,
    )
    declared = ("lawyer_independent", "told_of_rights", "through_host_authority", "no_contact_with_relatives")
    return_consent_record(
        plan=plan,
        given_on=on - dt.timedelta(days=5),
        authority=_AUTHORITY,
        lawyer="Lee Invented, attorney chosen by the person (synthetic)",
        language="Dutch",
        declared=dict.fromkeys(declared, True),
        on=on,
        actor=anna,
        who=who,
    )
    _travel(case, people["pia"], on)


def _travel(case: Case, pia: User, on: dt.date) -> None:
    who = pia.identity(strong=True)
    first, last = on + dt.timedelta(days=12), on + dt.timedelta(days=14)
    travel = travel_enter(
        case=case,
        host_state="USA",
        purpose=TravelPurpose.MEETING_WITH_AUTHORITY.value,
        officers="Pia Proefpersoon, Example Investigation Service",
        first_day=first,
        last_day=last,
        actor=pia,
        who=who,
    )
    authorisation_record(
        travel=travel,
        authority=_AUTHORITY,
        reference="HOST-EXAMPLE-11",
        given_on=on - dt.timedelta(days=2),
        valid_from=first,
        valid_until=last,
        scope="Meetings at the authority's seat; no contact with anybody else (synthetic).",
        on=on,
        actor=pia,
        who=who,
    )
