"""A state's profile: everything the data knows of it as a requested state, dated, graded, and what is missing."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.common.source import Source
from comity.law.age import OLD_AFTER_YEARS, Badge
from comity.law.commitments import commitments, memberships
from comity.law.conduct import conduct, conduct_list
from comity.law.national_offences import NationalOffence, offences
from comity.law.on_record import OnRecord, addressed
from comity.law.profile_own_law import own_law_sections
from comity.law.profile_section import Asked, Entry, Section, section
from comity.law.profile_treaties import bilateral_section, designation_section, instruments_of
from comity.law.states import state_name
from comity.law.store import read_data
from comity.law.vocabulary import MEASURES, PURPOSE_OF


@dataclass(frozen=True, slots=True)
class MeasurePart:
    """What is known of a state for one measure."""

    measure: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The profile of a state on a day: a part for each measure, then what holds for all of them.

    ``ages`` counts the entries by badge, ``missing`` the sections in which nothing is evidenced.
    """

    state: str
    name: str
    on: dt.date
    old_after: int
    measures: tuple[MeasurePart, ...]
    general: tuple[Section, ...]
    ages: dict[str, int]
    missing: int

    def sections(self) -> Iterator[Section]:
        """Every section, measure by measure and then the general ones."""
        for part in self.measures:
            yield from part.sections
        yield from self.general


def profile_page(
    state: str, on: dt.date, measures: Iterable[str] = tuple(MEASURES), old_after: int = OLD_AFTER_YEARS
) -> ProfilePage:
    """Gather the profile of a state for some measures; facts older than ``old_after`` years are called old."""
    asked, named = Asked(state, on, old_after), tuple(measures)
    parts = tuple(MeasurePart(m, (*own_law_sections(asked, m), *instruments_of(asked, m))) for m in named)
    purposes = {PURPOSE_OF.get(measure) for measure in named}
    purpose = purposes.pop() if len(purposes) == 1 else None
    general = (
        bilateral_section(asked, purpose),
        designation_section(asked, purpose),
        section("offences", "Offences by article of the convention", _offences(asked), "any national offence"),
        section("notifications", "Notifications under conventions", _notifications(asked), "any notification"),
        section("memberships", "Networks", _memberships(asked), "any membership of a network"),
        section("commitments", "Political commitments", _commitments(asked), "a commitment addressed to it"),
    )
    sections = [*(one for part in parts for one in part.sections), *general]
    badges = [entry.age.badge for one in sections for entry in one.entries]
    ages = {badge.value: badges.count(badge) for badge in Badge}
    missing = sum(bool(one.missing) for one in sections)
    return ProfilePage(state, state_name(state), on, old_after, parts, general, ages, missing)


def _offences(asked: Asked) -> Iterator[Entry]:
    order = [item.key for item in conduct_list()]
    for item in sorted(offences(asked.state), key=lambda offence: order.index(offence.conduct)):
        says = f"{item.cited}: covers {item.covers.value}{_penalty(item)}"
        about = f"{item.conduct} {conduct(item.conduct).title}"
        yield asked.entry(about, says, item.source, note=item.gap)


def _penalty(item: NationalOffence) -> str:
    if item.max_months is not None:
        return f"; at most {item.max_months} months"
    return f"; maximum penalty as printed: {item.max_penalty}" if item.max_penalty else ""


_ACCEPTS = {True: "takes it as a basis", False: "does not take it as a basis"}


def _notifications(asked: Asked) -> Iterator[Entry]:
    for row in read_data("notifications.json"):
        if row["state"] != asked.state:
            continue
        told = [_ACCEPTS.get(row.get("accepts_as_basis"), ""), row.get("value", ""), row.get("says", "")]
        note = "inferred from a statute, not a notification" if row.get("inferred") else row.get("note", "")
        source = Source(**row["source"])
        yield asked.entry(row["instrument"], "; ".join(filter(None, told)), source, article=row["article"], note=note)


def _memberships(asked: Asked) -> Iterator[Entry]:
    for item in memberships(asked.state):
        since = f" since {item.since}" if item.since else ""
        yield asked.entry(item.title, f"{item.status}{since}", item.source, note=item.note)


def _commitments(asked: Asked) -> Iterator[Entry]:
    for item in commitments():
        standing, because = addressed(item, asked.state)
        if standing is OnRecord.ADDRESSED:
            note = f"{item.force}. {because}"
            yield asked.entry(item.title, item.commitment, item.source, article=item.article, note=note)
