"""The closed list of routes by which a person may be returned; a way that is not in it cannot be entered."""

from dataclasses import dataclass
from enum import StrEnum


class ReturnRoute(StrEnum):
    """How a person comes back."""

    EXTRADITION = "extradition"
    SURRENDER = "surrender"
    VOLUNTARY_RETURN = "voluntary_return"
    REMOVAL = "removal"
    TRANSFER_OF_SENTENCED = "transfer_of_sentenced"
    TEMPORARY_TRANSFER = "temporary_transfer"


@dataclass(frozen=True, slots=True)
class RouteRule:
    """What a route rests on: the host state's written act, whether the person must consent, and whether by protocol."""

    host_act: str
    person_consents: bool = False
    by_protocol: bool = False
    proceeding: bool = False


ROUTES: dict[ReturnRoute, RouteRule] = {
    ReturnRoute.EXTRADITION: RouteRule("The requested state's decision that grants the extradition", proceeding=True),
    ReturnRoute.SURRENDER: RouteRule("The executing state's decision that the arrest warrant is executed"),
    ReturnRoute.VOLUNTARY_RETURN: RouteRule(
        "The host state's written agreement to the protocol of this return", person_consents=True, by_protocol=True
    ),
    ReturnRoute.REMOVAL: RouteRule(
        "The host state's own decision under its own law, final or enforceable, that the person leaves"
    ),
    ReturnRoute.TRANSFER_OF_SENTENCED: RouteRule(
        "The sentencing state's agreement to the transfer", person_consents=True
    ),
    ReturnRoute.TEMPORARY_TRANSFER: RouteRule(
        "The holding state's agreement to the transfer of a person in custody, and to their being sent back",
        person_consents=True,
    ),
}


class TravelPurpose(StrEnum):
    """What an officer may travel abroad for; whatever it is, the host state has authorised it."""

    MEETING_WITH_AUTHORITY = "meeting_with_authority"
    HEARING_BY_HOST_AUTHORITY = "hearing_by_host_authority"
    JOINT_TEAM = "joint_team"
    ESCORT = "escort"
    COURT_ATTENDANCE = "court_attendance"
