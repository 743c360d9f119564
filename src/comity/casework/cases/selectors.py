"""Reading cases: the list of a person, one case, and what the policy needs to know about it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.dateparse import parse_datetime

from comity.casefile.case import Handling
from comity.casework.accounts.models import User
from comity.casework.cases.models import Case, JoinedAgency, Membership, Note, Wall
from comity.casework.identity import Identity, Relation, Subject


def cases_for(who: Identity, words: str = "") -> QuerySet[Case]:
    """The cases of a person, the newest change first; ``words`` must all stand in the reference or the title."""
    found = Case.objects.visible_to(who)
    if len(words) > _LONGEST:
        return found.none()
    for word in words.split():
        found = found.filter(words__contains=word.casefold())
    return found


_LONGEST = 200  # more is no search; a database refuses to look for a text without end
PAGE = 50  # cases on one page of the list


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of the list of cases, and where the next one begins; nothing is counted, so nothing must be."""

    cases: tuple[Case, ...]
    after: str  # how the next page is asked for; empty where there is none
    first: bool


def case_page(who: Identity, words: str = "", after: str = "") -> CasePage:
    """The cases of a person from a place on, the newest change first."""
    found = cases_for(who, words)
    changed, _, pk = after.partition("_")
    since = parse_datetime(changed) if changed and pk.isascii() and pk.isdigit() else None
    if since is not None:
        found = found.filter(Q(changed__lt=since) | Q(changed=since, pk__gt=int(pk)), changed__lte=since)
    cases = tuple(found[: PAGE + 1])
    more = len(cases) > PAGE
    last = cases[PAGE - 1] if more else None
    return CasePage(cases[:PAGE], f"{last.changed.isoformat()}_{last.pk}" if last else "", since is None)


def searchable(reference: str, title: Any) -> str:  # noqa: ANN401 - a title as the case file has it
    """The words by which a case is found: its reference and its titles in every language, in small letters."""
    titles = title.values() if isinstance(title, dict) else [title]
    return "\n".join([reference, *(str(text) for text in titles)]).casefold()


def case_for(who: Identity, pk: int) -> Case | None:
    """One case of a person; None where it is not theirs to see, which looks the same as where there is none."""
    return Case.objects.visible_to(who).filter(pk=pk).first()


def subject_of(case: Case, who: Identity) -> Subject:
    """What the policy has to know about a case and this person."""
    mine = Membership.objects.filter(case=OuterRef("pk"), user=who.user, ended__isnull=True).order_by("pk")
    joined = JoinedAgency.objects.filter(case=OuterRef("pk"), agency__key=who.agency, ended__isnull=True)
    asked = Case.everything.filter(pk=case.pk).values_list(Subquery(mine.values("relation")[:1]), Exists(joined))
    relation, agency_joined = asked.first() or (None, False)
    return Subject(
        relation=Relation(relation) if relation else None,
        agency_joined=agency_joined,
        handling=Handling(case.handling),
        open_case=case.is_open,
    )


def notes_for(who: Identity, case: Case) -> QuerySet[Note]:
    """The notes of a case that a person may see."""
    return Note.objects.visible_to(who).filter(case=case).select_related("author")


def walls_for(who: Identity, case: Case) -> QuerySet[Wall]:
    """The walls within which a person stands."""
    return case.walls.filter(members=who.user)


def team_of(case: Case) -> list[User]:
    """The people on the team of a case whose agencies have joined it, by name."""
    agencies = case.joined.filter(ended__isnull=True).values("agency")
    members = case.memberships.filter(ended__isnull=True, user__agency__in=agencies).values("user")
    return list(User.objects.filter(pk__in=members).select_related("agency").order_by("name"))
