"""What binds a state towards others: instruments, bilateral treaties and designations of its profile page."""

from collections.abc import Iterator
from functools import cache

from comity.common.truth import Truth
from comity.law.age import newest
from comity.law.bilateral import Bilateral, bilaterals
from comity.law.designations import designations
from comity.law.instruments import instruments
from comity.law.profile_section import Asked, Entry, Section, section
from comity.law.register import register
from comity.law.states import state_name
from comity.law.treaty_status import with_purpose
from comity.law.vocabulary import PURPOSE_OF


def instruments_of(asked: Asked, measure: str) -> tuple[Section, Section]:
    """Give the multilateral instruments for a measure that bind the state, and those not evidenced to."""
    bound = {key: register().bound(key, asked.state, asked.on) for key in _carrying(measure)}
    held = [_instrument(asked, key, measure) for key, answer in bound.items() if answer is Truth.TRUE]
    unclear = [key for key, answer in bound.items() if answer is Truth.UNKNOWN]
    named = [key for key in unclear if register().instrument(key).testimonies(asked.state)]
    told = tuple(_instrument(asked, key, measure) for key in named)
    silent = [key for key in unclear if key not in named]
    missing = f"not evidenced: whether it is bound by {', '.join(silent)}" if silent else ""
    return (
        section("instruments", "Instruments in force", held, "that any instrument of the data binds it"),
        Section("instruments_not_evidenced", "Instruments not evidenced to bind it", told, missing),
    )


@cache
def _carrying(measure: str) -> tuple[str, ...]:
    carried = (key for key in register().instruments if key in instruments() and measure in instruments()[key].measures)
    return tuple(dict.fromkeys((*carried, *with_purpose(PURPOSE_OF.get(measure, "")))))


def _instrument(asked: Asked, key: str, measure: str) -> Entry:
    status, known = register().status(key, asked.state, asked.on), instruments().get(key)
    listed = register().instrument(key)
    rows = listed.testimonies(asked.state)
    source = newest(row.source for row in rows)
    dates = {"signed": status.signed, "deposited": status.deposited, "in force": status.in_force, "left": status.left}
    told = ", ".join(f"{name} {value}" for name, value in dates.items() if value) or "no date at hand"
    basis = known.measures.get(measure) if known else None
    conflicts = [
        f"sources differ on {item.field.replace('_', ' ')}: {' / '.join(value for value, _, _ in item.values)}"
        for item in status.conflicts
    ]
    declared = [f"declared: {entry.text}" for entry in status.declarations]
    return asked.entry(
        f"{key}: {known.title if known else listed.title}",
        f"{status.status.replace('_', ' ')} ({told})",
        source,
        article=basis.article if basis else "",
        note="; ".join([*conflicts, *declared]),
    )


def bilateral_section(asked: Asked, purpose: str | None) -> Section:
    """Give the treaties of the state with one other state, those in force first."""
    held = [treaty for treaty in bilaterals().of(asked.state) if purpose is None or purpose in treaty.purposes]
    entries = sorted(
        (_treaty(asked, treaty) for treaty in held), key=lambda entry: not entry.says.startswith("in force")
    )
    return section("bilateral", "Bilateral treaties", entries, "any bilateral treaty")


def _treaty(asked: Asked, treaty: Bilateral) -> Entry:
    status = bilaterals().status(treaty, asked.on)
    source = newest(said.dates.source for said in treaty.testimonies)
    other = next(party for party in treaty.parties if party != asked.state)
    dates = {"signed": status.signed, "in force": status.in_force, "left": status.left}
    told = ", ".join(f"{name} {value}" for name, value in dates.items() if value)
    said = status.status.replace("_", " ")
    conflicts = [
        f"sources differ on {item.field.replace('_', ' ')}: {' / '.join(value for value, _, _ in item.values)}"
        for item in status.conflicts
    ]
    purposes = ", ".join(treaty.purposes).replace("_", " ")
    about = f"{treaty.id}: {state_name(other)}, {purposes}"
    return asked.entry(about, f"{said} ({told})" if told else said, source, note="; ".join(conflicts))


def designation_section(asked: Asked, purpose: str | None) -> Section:
    """Give the designations that the state has made, and those by which others have named it."""
    entries = tuple(_designations(asked, purpose))
    return section("designations", "Designations", entries, "any designation by it or of it")


def _designations(asked: Asked, purpose: str | None) -> Iterator[Entry]:
    for law in designations():
        if purpose is not None and purpose not in law.purposes:
            continue
        source = newest(law.sources)
        if law.designating == asked.state:
            standing = {state: designations().status(law.id, state, asked.on).bound for state in law.rows}
            named = [state for state, answer in standing.items() if answer is Truth.TRUE]
            yield asked.entry(
                law.title, f"names {len(named)} partners: {', '.join(sorted(named))}", source, note=law.note
            )
        elif asked.state in law.rows:
            found = designations().status(law.id, asked.state, asked.on)
            says = f"{state_name(law.designating)}: {found.status.replace('_', ' ')}. {found.why[0]}"
            yield asked.entry(law.title, says, source)
