"""The extraditions whose time limits run, with the alarms of specialty and assurances, for the desk of deadlines."""

import datetime as dt
from collections.abc import Iterator

from comity.casework.cases.models import Case
from comity.casework.deadlines.watched import Dated, Watched
from comity.casework.extradition.models import Assurance, AssuranceDecision, Extradition
from comity.casework.extradition.specialty import breaches, broken_assurances
from comity.casework.identity import Identity
from comity.casework.lifecycle import EXTRADITION
from comity.law.clocks import clock_rules

# The clocks of taking over the person count from the day appointed for it, or from the decision that grants it; the
# words are those in which the law data says from what they start.
FROM_APPOINTED = frozenset(
    {
        "appointed date of surrender",
        "agreed handover date",
        "fixed date (may be released)",
        "agreed date (may be released)",
        "agreed date (must be released)",
    }
)
FROM_DECISION = frozenset(
    {
        "notice of the decision",
        "surrender order (discharge on application)",
        "receipt of the notice of execution",
        "committal or end of habeas corpus",
        "surrender order",
        "notice",
        "receipt of the decision",
        "notice to the representative",
        "person at disposal",
    }
)
RELATED = ("consents", "surrendered_for", "charges", "assurances__reports")


def extraditions_watched(who: Identity, _on: dt.date, case: Case | None = None) -> Iterator[Watched]:
    """The extraditions a person may see that are not over, or those of one case."""
    found = Extradition.objects.visible_to(who).exclude(state="closed").select_related("case", "request", "person")
    for extradition in (found.filter(case=case) if case else found).prefetch_related(*RELATED):
        yield extradition_watched(extradition)


def extradition_watched(extradition: Extradition) -> Watched:
    """An extradition with the clocks of its legal basis, of the requested state, and of the office's practice."""
    return Watched(
        subject="extradition",
        pk=extradition.pk,
        key=extradition.key,
        case=extradition.case,
        table=EXTRADITION,
        state=extradition.state,
        owners=frozenset({extradition.request.basis, extradition.requested, "office"} - {""}),
        calendars=(extradition.requesting, extradition.requested),
        dated=(*_alarms(extradition), *_reports(extradition)),
        begins=_begins(extradition),
    )


def _begins(extradition: Extradition) -> dict[str, dt.date | None]:
    days = dict.fromkeys(FROM_APPOINTED, extradition.appointed) | dict.fromkeys(FROM_DECISION, extradition.granted_on)
    return {
        rule.id: days[rule.starts_from]
        for rule in clock_rules()
        if rule.id.partition("/")[2].startswith("surrender") and rule.starts_from in days
    }


def _alarms(extradition: Extradition) -> Iterator[Dated]:
    if extradition.state == "surrender_fixed" and extradition.appointed is not None:
        yield Dated("Surrender", extradition.appointed, "The day appointed for the surrender of the person.")
    for charge in breaches(extradition):
        yield Dated(
            "Breach of specialty: a charge that the surrender does not cover",
            charge.charged_on,
            "Ask the surrendering state for its consent, or have the charge dropped.",
        )
    for assurance in broken_assurances(extradition):
        yield Dated(
            "An assurance is reported as not kept",
            assurance.reports.all()[0].day,
            "Take it up with the state that gave the assurance.",
        )


def _reports(extradition: Extradition) -> Iterator[Dated]:
    """The next report on each accepted assurance, as often as was agreed when it was accepted."""
    if extradition.surrendered_on is None:
        return
    for assurance in extradition.assurances.all():
        if assurance.report_every_days and assurance.decision == AssuranceDecision.ACCEPTED.value:
            due = _last_word(assurance, extradition.surrendered_on) + dt.timedelta(days=assurance.report_every_days)
            yield Dated("Report on an assurance", due, "As agreed when the assurance was accepted.")


def _last_word(assurance: Assurance, surrendered: dt.date) -> dt.date:
    reports = list(assurance.reports.all())
    return max(reports[0].day, surrendered) if reports else surrendered
