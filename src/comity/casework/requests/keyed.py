"""What somebody keys in from paper: people, companies and conduct, as the records of a case file have them."""

from dataclasses import dataclass
from typing import Any

from comity.casefile.people import PersonStatus
from comity.casework.cases.models import Case
from comity.casework.people.models import Party
from comity.casework.records.models import Record
from comity.common.dates import PartialDate
from comity.common.errors import BadInputError, Place
from comity.law.conduct import conduct
from comity.law.states import parse_state

KINDS = ("person", "company")
_FACTS = {"people": "person", "companies": "company"}


@dataclass(frozen=True, slots=True)
class PartyKeyed:
    """One person or company as a paper names them; ``number`` is that of the line of the form."""

    name: str
    kind: str = "person"
    birth_date: str = ""
    nationality: str = ""
    status: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class ConductKeyed:
    """The conduct: the offence, what happened, when and where, and the provision that the sender names."""

    offence: str = ""
    statement: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    provision: str = ""
    article: str = ""
    max_months: str = ""

    @property
    def is_given(self) -> bool:
        """Whether anything was keyed at all."""
        return any((self.offence, self.statement, self.start, self.end, self.place, self.provision, self.article))


def parties_key(case: Case, keyed: tuple[PartyKeyed, ...], source: str, day: str) -> list[str]:
    """Put the people and companies of a paper on record, each with the paper as its source; gives their ids."""
    position = Party.everything.filter(case=case).count()
    keys = []
    for party in (row for row in keyed if row.name.strip()):
        key = _free(case, party.kind, position)
        data = _party_data(party, key, {"source": source, "date": day})
        Party.everything.create(
            case=case, kind=party.kind, key=key, position=position, name=party.name.strip()[:400], data=data
        )
        keys.append(key)
        position += 1
    return keys


def _free(case: Case, kind: str, position: int) -> str:
    taken = set(Party.everything.filter(case=case).values_list("key", flat=True))
    return next(key for number in range(1, position + 2) if (key := f"{kind}-{number}") not in taken)


def _party_data(party: PartyKeyed, key: str, source: dict[str, str]) -> dict[str, Any]:
    if party.kind not in KINDS:
        raise BadInputError("choose one", Place(field=f"kind-{party.number}"))
    data: dict[str, Any] = {"id": key, "names": [{"full": party.name.strip(), "kind": "main", "provenance": source}]}
    if party.nationality:
        state = _state(party)
        data |= {"nationalities": [{"state": state, "provenance": source}]} if party.kind == "person" else {}
        data |= {"jurisdiction": state} if party.kind == "company" else {}
    if party.kind == "person" and party.birth_date.strip():
        data["birth_date"] = _partial(party.birth_date, f"born-{party.number}")
    if party.kind == "person" and party.status:
        if party.status not in set(PersonStatus):
            raise BadInputError("choose one", Place(field=f"status-{party.number}"))
        data["status"] = party.status
    return data


def _state(party: PartyKeyed) -> str:
    try:
        return parse_state(party.nationality)
    except BadInputError as error:
        raise BadInputError(error.what, Place(field=f"nationality-{party.number}")) from None


def _partial(text: str, field: str) -> str:
    """A day, a month or a year, as far as the paper says it."""
    try:
        return str(PartialDate.parse(text.strip()))
    except BadInputError as error:
        raise BadInputError(error.what, Place(field=field)) from None


def conduct_key(case: Case, keyed: ConductKeyed, people: list[str], law_of: str) -> str:
    """Put conduct on record in a case; ``law_of`` is the state whose provision it names. Gives its id."""
    taken = set(Record.everything.filter(case=case, kind="conduct").values_list("key", flat=True))
    key = next(name for number in range(1, len(taken) + 2) if (name := f"conduct-{number}") not in taken)
    data = {"id": key, **_conduct_data(keyed, law_of), **_concerned(case, people)}
    Record.everything.create(case=case, kind="conduct", key=key, position=len(taken), data=data)
    return key


def _conduct_data(keyed: ConductKeyed, law_of: str) -> dict[str, Any]:
    try:
        conduct(keyed.offence)
    except BadInputError as error:
        raise BadInputError(error.what, Place(field="offence")) from None
    if not keyed.statement.strip():
        raise BadInputError("this is needed", Place(field="statement"))
    data: dict[str, Any] = {"offence": keyed.offence, "statement": keyed.statement.strip()}
    data |= {"from": _partial(keyed.start, "start")} if keyed.start.strip() else {}
    data |= {"to": _partial(keyed.end, "end")} if keyed.end.strip() else {}
    data |= {"place": keyed.place.strip()} if keyed.place.strip() else {}
    if keyed.article.strip() or keyed.provision.strip():
        data["law"] = _law(keyed, law_of)
    return data


def _law(keyed: ConductKeyed, law_of: str) -> dict[str, Any]:
    for field, text in (("provision", keyed.provision), ("article", keyed.article)):
        if not text.strip():
            raise BadInputError("a provision is named by its law and its article", Place(field=field))
    law: dict[str, Any] = {"state": law_of, "title": keyed.provision.strip(), "article": keyed.article.strip()}
    months = keyed.max_months.strip()
    if months and not (months.isdecimal() and 0 < int(months) < 10_000):
        raise BadInputError("give the months as a whole number", Place(field="max_months"))
    return law | ({"max_months": int(months)} if months else {})


def _concerned(case: Case, people: list[str]) -> dict[str, list[str]]:
    kinds = dict(Party.everything.filter(case=case, key__in=people).values_list("key", "kind"))
    found = {name: [key for key in people if kinds.get(key) == kind] for name, kind in _FACTS.items()}
    return {name: keys for name, keys in found.items() if keys}
