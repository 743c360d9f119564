"""Whom the office reaches through the national e-CODEX connector: named by the machine's settings, decided by two.

Whoever runs the machine names the access points in the settings of the connector. Nothing goes to one of them before
two officers have compared it, each for himself; where the settings name another one later, it is compared again.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from comity.casework.access import Permission, require
from comity.casework.accounts.models import User
from comity.casework.correspondence.models import ConnectorPartner
from comity.casework.exchange_store.store import SUBJECT
from comity.casework.identity import Identity, Subject
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place
from comity.exchange.documents.connector import Partner, Settings
from comity.exchange.node.connector_handing import peer_of
from comity.exchange.node.connector_settings import connector_settings


def office_connector() -> Settings | None:
    """The settings of the national connector; nothing where this office has none, or where they cannot be read."""
    return _read()[0]


def connector_trouble() -> str:
    """What is wrong with the settings of the connector; empty where they can be used, and where none are named."""
    return _read()[1]


def _read() -> tuple[Settings | None, str]:
    """Read at each use, so that what is put right in the file holds at once."""
    try:
        return (connector_settings(Path(settings.CONNECTOR)) if settings.CONNECTOR else None), ""
    except BadInputError as error:
        return None, error.what


def partner_in_force(state: str) -> Partner | None:
    """The partner in a state as two officers have confirmed it, where the settings still name that one."""
    connector = office_connector()
    named = connector.states.get(state) if connector else None
    held = ConnectorPartner.objects.filter(state=state, confirmed=True, ended_at=None).first()
    return named if named is not None and held is not None and _same(held, named) else None


@dataclass(frozen=True, slots=True)
class PartnerShown:
    """One state that the connector's settings name, or that was confirmed: which access point, and how it stands."""

    state: str
    named: Partner | None
    held: ConnectorPartner | None
    waiting: ConnectorPartner | None

    @property
    def in_force(self) -> bool:
        """Whether what concerns this state can go through the connector."""
        return self.named is not None and self.held is not None and _same(self.held, self.named)

    @property
    def changed(self) -> bool:
        """Whether the settings name another access point than the one that two officers have confirmed."""
        return self.held is not None and not self.in_force


def partners_shown() -> list[PartnerShown]:
    """Every state that can be, is or was to be reached through the connector, as the page of counterparts shows it."""
    connector = office_connector()
    named = dict(connector.states) if connector else {}
    rows = ConnectorPartner.objects.filter(ended_at=None).select_related("proposed_by", "decided_by")
    held = {row.state: row for row in rows if row.confirmed}
    waiting = {row.state: row for row in rows if row.decided_at is None}
    states = sorted({*named, *held, *waiting})
    return [PartnerShown(state, named.get(state), held.get(state), waiting.get(state)) for state in states]


def _same(held: ConnectorPartner, named: Partner) -> bool:
    return (held.party, held.role, held.address) == (named.party, named.role, named.address)


@transaction.atomic
def partner_propose(*, state: str, actor: User, who: Identity) -> ConnectorPartner:
    """Propose to reach a state through the connector, as the first officer who has compared the access point."""
    require(Permission.COUNTERPART_PROPOSE, who)
    place = Place(field="state")
    connector = office_connector()
    if connector is None or state not in connector.states:
        raise BadInputError("the settings of the connector name no partner there", place)
    if partner_in_force(state) is not None:
        raise BadInputError("this state is reached through the connector already", place)
    named = connector.states[state]
    proposed = ConnectorPartner(
        state=state, party=named.party, role=named.role, address=named.address, proposed_by=actor
    )
    try:
        with transaction.atomic():
            proposed.save()
    except IntegrityError:  # the table lets one wait for each state, also where two officers propose at once
        raise BadInputError("this waits for a second officer already", place) from None
    _log("connector_partner_proposed", proposed, actor)
    return proposed


@transaction.atomic
def partner_confirm(*, proposed: ConnectorPartner, party: str, actor: User, who: Identity) -> None:
    """Confirm a partner as the second officer, by typing the party as the other authority gave it."""
    proposed = ConnectorPartner.objects.select_for_update(of=("self",)).get(pk=proposed.pk)
    require(Permission.COUNTERPART_TRUST, who, Subject(author=proposed.proposed_by_id))
    _undecided(proposed)
    connector = office_connector()
    named = connector.states.get(proposed.state) if connector else None
    if named is None or not _same(proposed, named):
        raise BadInputError("the settings of the connector name another partner meanwhile; propose that one")
    if party.strip() != proposed.party:
        raise BadInputError("this is not the party of the access point; ask the other authority", Place(field="party"))
    now = timezone.now()
    ConnectorPartner.objects.filter(state=proposed.state, confirmed=True, ended_at=None).update(
        ended_at=now, ended_by=actor
    )
    proposed.confirmed, proposed.decided_by, proposed.decided_at = True, actor, now
    proposed.save(update_fields=["confirmed", "decided_by", "decided_at"])
    _log("connector_partner_confirmed", proposed, actor)


@transaction.atomic
def partner_end(*, partner: ConnectorPartner, actor: User, who: Identity) -> None:
    """Put a proposed partner aside, or reach a state through the connector no longer; one officer may do either."""
    require(Permission.COUNTERPART_PROPOSE, who)
    partner = ConnectorPartner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    if partner.ended_at is not None:
        raise BadInputError("this has ended already")
    partner.ended_by, partner.ended_at = actor, timezone.now()
    if partner.decided_at is None:
        partner.decided_by, partner.decided_at = actor, partner.ended_at
    partner.save(update_fields=["decided_by", "decided_at", "ended_by", "ended_at"])
    _log("connector_partner_ended", partner, actor)


def _undecided(proposed: ConnectorPartner) -> None:
    if proposed.decided_at is not None:
        raise BadInputError("somebody has decided about this partner meanwhile")


def _log(event: str, partner: ConnectorPartner, actor: User) -> None:
    details = {"state": partner.state, "party": partner.party, "role": partner.role, "address": partner.address}
    log_append(event=event, actor=actor, subject=SUBJECT, key=peer_of(partner.state), details=details)
