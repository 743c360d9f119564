"""Assets of the synthetic office at several stages: frozen, claimed by a third party, returned and in use."""

import datetime as dt
from decimal import Decimal

from comity.casefile.case import Handling
from comity.casework.accounts.models import User
from comity.casework.assets.agreements import Costs, Report, Terms, UseLine, agreement_act, agreement_make, use_report
from comity.casework.assets.claims import ClaimKind, Decision, Filing, Outcome, claim_act, claim_file
from comity.casework.assets.models import Asset
from comity.casework.assets.posting import Booking, entry_book
from comity.casework.assets.registering import Ordered, asset_add, order_record
from comity.casework.assets.selectors import OrderKind
from comity.casework.assets.steps import Given, asset_act
from comity.casework.cases.models import Case
from comity.casework.cases.services import case_open
from comity.casework.identity import Identity
from comity.casework.ledger import bookings
from comity.casework.ledger.accounts import Account
from comity.casework.ledger.entries import EntryKind, Rate
from comity.common.money import Money

_SHEET = "Statement of the invented bank"


class _Desk:
    """One caseworker at work on one case, on days counted back from today."""

    def __init__(self, actor: User, on: dt.date) -> None:
        self.actor, self.on = actor, on
        self.who: Identity = actor.identity(strong=True)

    def ago(self, days: int) -> dt.date:
        """So many days before today."""
        return self.on - dt.timedelta(days=days)

    def step(self, asset: Asset, action: str, days: int, given: Given | None = None) -> Asset:
        """Take a step with an asset."""
        return asset_act(
            asset=asset,
            action=action,
            revision=Asset.everything.get(pk=asset.pk).revision,
            on=self.on,
            day=self.ago(days),
            given=given or Given(source=_SHEET),
            actor=self.actor,
            who=self.who,
        )

    def book(self, asset: Asset, booking: Booking, days: int) -> None:
        """Book an entry."""
        entry_book(asset=asset, booking=booking, day=self.ago(days), on=self.on, actor=self.actor, who=self.who)

    def value(self, asset: Asset, amount: str, holder: str, days: int) -> None:
        """Put a first sum on record."""
        money = Money.parse(amount, "EUR")
        self.book(asset, Booking(EntryKind.VALUE, bookings.value(money, holder), _SHEET, "Balance"), days)

    def order(self, asset: Asset, kind: OrderKind, state: str, court: str, days: int, **limits: object) -> None:
        """Record an order."""
        ordered = Ordered(kind, state, court, self.ago(days), **limits)  # type: ignore[arg-type]
        order_record(assets=[asset], ordered=ordered, on=self.on, actor=self.actor, who=self.who)


def demo_assets_create(*, case: Case, people: dict[str, User], on: dt.date) -> None:
    """Give the synthetic case its ledger, and open a second synthetic case whose money has been returned."""
    desk = _Desk(people["anna"], on)
    _frozen(desk, Asset.everything.get(case=case, key="account-a"))
    _claimed(desk, Asset.everything.get(case=case, key="account-b"))
    land = Asset.everything.get(case=case, key="land")
    desk.step(land, "identify", 40)
    desk.value(land, "430000.00", "URY", 40)
    _returned(desk)


def _frozen(desk: _Desk, asset: Asset) -> None:
    desk.value(asset, "1250000.00", "CHE", 60)
    desk.step(asset, "identify", 60)
    desk.order(
        asset,
        OrderKind.FREEZING,
        "CHE",
        "Example Cantonal Prosecutor's Office (synthetic)",
        28,
        reference="EX-SP-26/1182",
        ends=desk.ago(-12),
        limit_source="operative part 3 of the order",
    )
    desk.step(asset, "freeze", 27, Given(source="EX-SP-26/1182"))
    gained = bookings.interest(Money.parse("2140.55", "EUR"), Account.FROZEN, "CHE")
    desk.book(asset, Booking(EntryKind.INTEREST, gained, _SHEET, "Interest of the third quarter"), 14)


def _claimed(desk: _Desk, asset: Asset) -> None:
    desk.value(asset, "900000.00", "CHE", 62)
    desk.step(asset, "identify", 62)
    for kind, reference, days in (
        (OrderKind.FREEZING, "EX-SP-25/0907", 58),
        (OrderKind.CONFISCATION, "EX-BG-26/44", 20),
    ):
        desk.order(asset, kind, "CHE", "Example District Court (synthetic)", days, reference=reference, final=True)
    desk.step(asset, "freeze", 57, Given(source="EX-SP-25/0907"))
    desk.step(asset, "confiscate", 19, Given(source="EX-BG-26/44"))
    basis, asked = "Lien on the account for fees of its administration (synthetic).", Money.parse("12000.00", "EUR")
    filing = Filing(ClaimKind.THIRD_PARTY, "Example Bank AG", basis, asked, desk.ago(15))
    claim = claim_file(
        asset=asset,
        filing=filing,
        on=desk.on,
        revision=Asset.everything.get(pk=asset.pk).revision,
        actor=desk.actor,
        who=desk.who,
    )
    decision = Decision(
        court="Example District Court (synthetic)",
        outcome=Outcome.IN_PART,
        granted=Money.parse("4500.00", "EUR"),
        good_faith=True,
        appeal_by=desk.ago(-9),
        appeal_source="notice on appeals at the end of the decision",
    )
    claim_act(
        claim=claim,
        action="decide_claim",
        revision=1,
        on=desk.on,
        day=desk.ago(2),
        decision=decision,
        actor=desk.actor,
        who=desk.who,
    )


def _returned(desk: _Desk) -> None:
    """A second case, kept short: a vessel and its way from the freeze to a report that is late."""
    case = case_open(
        reference="AR-2024-0093",
        title={"en": "Example vessel: return and use of its proceeds (synthetic)"},
        state="NLD",
        languages=["en"],
        handling=Handling.OFFICIAL_USE,
        opened=desk.ago(700),
        actor=desk.actor,
        who=desk.who,
    )
    vessel = asset_add(
        case=case,
        data={
            "kind": "vessel",
            "description": "Motor yacht 'Voorbeeld', an invented vessel",
            "state": "CHE",
            "value": {"amount": "1400000.00", "currency": "CHF"},
            "link": "proceeds",
        },
        actor=desk.actor,
        who=desk.who,
        day=desk.ago(690),
    )
    first = bookings.value(Money.parse("1400000.00", "CHF"), "CHE")
    desk.book(vessel, Booking(EntryKind.VALUE, first, "Invented valuation report", "Valuation"), 690)
    desk.step(vessel, "identify", 690)
    court = "Example Cantonal Court (synthetic)"
    for kind, days in ((OrderKind.FREEZING, 650), (OrderKind.CONFISCATION, 420)):
        desk.order(vessel, kind, "CHE", court, days, reference=f"EX-KG-{days}", final=True)
    desk.step(vessel, "freeze", 648, Given(source="EX-KG-650"))
    desk.step(vessel, "confiscate", 400, Given(source="EX-KG-420"))
    sold = Given(Money.parse("1325000.00", "CHF"), "Invented record of the auction")
    desk.step(vessel, "realise", 330, sold)
    paid = bookings.cost(Money.parse("61200.00", "CHF"), Account.REALISED, "CHE")
    desk.book(vessel, Booking(EntryKind.COST, paid, "Invented invoices", "Berth, survey and auction"), 320)
    _exchanged(desk, vessel)
    _agreed(desk, vessel)


def _exchanged(desk: _Desk, vessel: Asset) -> None:
    rate = Rate("CHF", "EUR", Decimal("1.0520"), "Invented rate sheet", desk.ago(300))
    given, received = Money.parse("1263800.00", "CHF"), Money.parse("1328900.00", "EUR")
    lines = bookings.exchange(Account.REALISED, "CHE", given, received, rate)
    desk.book(vessel, Booking(EntryKind.EXCHANGE, lines, _SHEET, "Changed into euro", rate), 300)


def _agreed(desk: _Desk, vessel: Asset) -> None:
    terms = Terms(
        title="Agreement on the return of the proceeds of an invented vessel",
        shares=(
            {"state": "NLD", "part": "4/5", "role": "return"},
            {"state": "CHE", "part": "1/5", "role": "share"},
        ),
        costs=Costs.DEDUCTED,
        basis="UNCAC",
        conditions="The returned part is spent on the repair of schools in Voorbeeldstad (invented).",
        report_months=6,
        report_source="article 7 of the agreement",
    )
    agreement = agreement_make(assets=[vessel], terms=terms, on=desk.ago(290), actor=desk.actor, who=desk.who)
    agreement = agreement_act(
        agreement=agreement,
        action="sign_agreement",
        revision=agreement.revision,
        on=desk.on,
        day=desk.ago(270),
        reference="EX-TREATY-2026/7",
        actor=desk.actor,
        who=desk.who,
    )
    desk.step(vessel, "share", 260, Given(source="EX-TREATY-2026/7", agreement=agreement))
    desk.step(vessel, "return", 255, Given(source="EX-TREATY-2026/7", agreement=agreement))
    lines = (UseLine("Roof of an invented primary school", Money.parse("412500.00", "EUR")),)
    use_report(
        asset=vessel,
        agreement=agreement,
        report=Report(desk.ago(190), "Invented Ministry of Education", "EX-REPORT-1", lines),
        revision=Asset.everything.get(pk=vessel.pk).revision,
        on=desk.on,
        actor=desk.actor,
        who=desk.who,
    )
