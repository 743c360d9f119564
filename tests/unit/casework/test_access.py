"""The permission policy: what is not allowed is denied, and no role opens a case by itself."""

import json
from itertools import product

import pytest

from comity.casefile.case import Handling
from comity.casework import predicates
from comity.casework.access import POLICY, NotAllowedError, Permission, allows, missing, require
from comity.casework.identity import OFFICE, Identity, Relation, Role, Subject
from comity.cli.main import main

EVERYTHING = Identity(1, "ministry", frozenset(Role), Handling.SECRET, strong=True)
CASE_SUBJECTS = frozenset(
    "case record request safeguard wall note asset evidence package screening lookout consultation task".split()
)
CASE_PERMISSIONS = [p for p in Permission if p.value.split(".")[0] in CASE_SUBJECTS]
IN_A_CASE = [
    p
    for p in CASE_PERMISSIONS
    if p
    not in {
        Permission.CASE_OPEN,
        Permission.CASE_LIST,
        Permission.REQUEST_RECEIVE,
        Permission.REQUEST_TELL,
        Permission.CONSULTATION_LIST,
    }
]


def who(*roles: Role, **changes: object) -> Identity:
    return Identity(**{"user": 7, "agency": "a", "roles": frozenset(roles), "strong": True, **changes})  # type: ignore[arg-type]


def case(**changes: object) -> Subject:
    return Subject(**{"relation": Relation.MEMBER, "agency_joined": True, **changes})  # type: ignore[arg-type]


def test_every_permission_has_its_place_in_the_policy() -> None:
    assert POLICY.keys() == set(Permission)


@pytest.mark.parametrize("permission", IN_A_CASE)
def test_all_roles_together_open_no_case_whose_team_one_is_not_on(permission: Permission) -> None:
    assert not allows(permission, EVERYTHING, Subject(agency_joined=True))


@pytest.mark.parametrize("permission", Permission)
def test_a_closed_account_may_do_nothing(permission: Permission) -> None:
    closed = Identity(1, "a", frozenset(Role), Handling.SECRET, active=False, strong=True)
    assert not allows(permission, closed, case(relation=Relation.OWNER))


@pytest.mark.parametrize("permission", IN_A_CASE)
def test_a_wall_stops_even_the_owner_who_stands_outside(permission: Permission) -> None:
    walled = case(relation=Relation.OWNER, walled=True, within_walls=False)
    assert not allows(permission, EVERYTHING, walled)
    assert allows(permission, EVERYTHING, case(relation=Relation.OWNER, walled=True, within_walls=True))


@pytest.mark.parametrize(("handling", "clearance"), list(product(Handling, Handling)))
def test_a_record_is_read_only_with_clearance_for_its_handling(handling: Handling, clearance: Handling) -> None:
    levels = list(Handling)
    allowed = allows(Permission.RECORD_READ, who(clearance=clearance), case(handling=handling))
    assert allowed is (levels.index(handling) <= levels.index(clearance))


@pytest.mark.parametrize("permission", [Permission.SAFEGUARD_SIGN, Permission.REQUEST_SIGN, Permission.REQUEST_SEND])
def test_signing_and_sending_need_a_second_factor(permission: Permission) -> None:
    assert allows(permission, EVERYTHING, case())
    weak = Identity(1, "ministry", frozenset(Role), Handling.SECRET, strong=False)
    assert not allows(permission, weak, case())


def test_who_drafted_neither_signs_nor_clears_and_who_signed_does_not_send() -> None:
    assert not allows(Permission.REQUEST_SIGN, EVERYTHING, case(drafted_by=frozenset({1})))
    assert not allows(Permission.SAFEGUARD_SIGN, EVERYTHING, case(drafted_by=frozenset({1})))
    assert not allows(Permission.REQUEST_SEND, EVERYTHING, case(signed_by=frozenset({1})))
    assert allows(Permission.REQUEST_SEND, EVERYTHING, case(signed_by=frozenset({2}), drafted_by=frozenset({1})))


def test_a_reader_reads_and_writes_nothing() -> None:
    reader = case(relation=Relation.READER)
    assert allows(Permission.CASE_READ, who(Role.CASEWORKER), reader)
    assert not allows(Permission.RECORD_EDIT, who(Role.CASEWORKER), reader)


def test_nobody_reads_a_case_that_their_agency_has_not_joined() -> None:
    assert not allows(Permission.CASE_READ, who(Role.CASEWORKER), case(agency_joined=False))


def test_oversight_reads_the_log_and_no_case() -> None:
    assert allows(Permission.LOG_READ, who(Role.OVERSIGHT))
    assert not allows(Permission.CASE_READ, who(Role.OVERSIGHT), Subject(agency_joined=True))


def test_a_refusal_says_what_is_needed() -> None:
    with pytest.raises(NotAllowedError, match="may sign for the authority"):
        require(Permission.REQUEST_SIGN, who(Role.LAWYER), case())
    assert missing(Permission.LOG_READ, who(Role.OVERSIGHT), OFFICE) == ""


def test_the_command_prints_the_policy(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["permissions", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert [row["permission"] for row in answer] == [p.value for p in Permission]
    assert ["is_on_team", "is_cleared"] in next(r for r in answer if r["permission"] == "case.read")["any_of"]


def test_a_counterparts_node_moves_the_requests_it_is_in_conversation_about_and_nothing_else() -> None:
    node = Identity(0, "", frozenset(), active=False, node="n1")
    assert allows(Permission.REQUEST_TELL, node, Subject(nodes=frozenset({"n1", "n2"})))
    assert not allows(Permission.REQUEST_TELL, node, Subject(nodes=frozenset({"n2"})))
    assert not allows(Permission.REQUEST_TELL, EVERYTHING, Subject(nodes=frozenset({""})))
    others = [p for p in Permission if p is not Permission.REQUEST_TELL]
    assert not any(allows(p, node, case(relation=Relation.OWNER, nodes=frozenset({"n1"}))) for p in others)


def test_who_compared_a_fingerprint_first_cannot_be_the_second_officer() -> None:
    officer = who(Role.DISPATCHER)
    assert allows(Permission.COUNTERPART_TRUST, officer, Subject(author=8))
    assert not allows(Permission.COUNTERPART_TRUST, officer, Subject(author=7))
    assert not allows(Permission.COUNTERPART_TRUST, officer, Subject())


@pytest.mark.parametrize(("keeper", "decides"), [(None, True), (1, True), (2, True), (3, False)])
def test_a_page_that_somebody_keeps_is_decided_about_by_nobody_else_unless_the_keeper_wrote_it(
    keeper: int | None, decides: bool
) -> None:
    head = who(Role.HEAD, user=1)
    page = Subject(author=2, keeper=keeper)  # the second person wrote it, and does not decide about it themselves
    assert allows(Permission.CONTRIBUTION_DECIDE, head, page) is decides


@pytest.mark.parametrize(
    ("changes", "author", "has_one", "may"),
    [
        ({"strong": False}, 7, False, True),
        ({"strong": False}, 7, True, False),
        ({"strong": True}, 7, True, True),
        ({"strong": False}, 8, False, False),
        ({"strong": False, "active": False}, 7, False, False),
    ],
)
def test_a_first_factor_is_set_up_without_one_by_its_owner_and_changed_only_with_it(
    changes: dict[str, object], author: int, has_one: bool, may: bool
) -> None:
    account = Subject(author=author, protected=has_one)
    assert allows(Permission.FACTOR_CHANGE, who(**changes), account) is may


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_what_its_predicate_says_and_no_other_role_is(role: Role) -> None:
    predicate = getattr(predicates, f"is_{role}")
    others = who(*(set(Role) - {role}))
    assert [predicate(one, OFFICE) for one in (who(role), others, who(role, active=False))] == [True, False, False]


@pytest.mark.parametrize(("proposed_by", "confirms"), [(None, True), (8, True), (7, False)])
def test_who_proposed_what_a_hit_is_does_not_confirm_it(proposed_by: int | None, confirms: bool) -> None:
    hit = case(proposed_by=proposed_by)
    assert allows(Permission.SCREENING_CONFIRM, who(Role.CASEWORKER), hit) is confirms


def test_of_a_record_about_which_nothing_is_said_no_agency_has_joined_and_no_wall_stands() -> None:
    reads = Permission.RECORD_READ
    assert not allows(reads, who(Role.CASEWORKER), Subject(relation=Relation.MEMBER))
    assert allows(reads, who(Role.CASEWORKER), case(within_walls=False)), "there is no wall to stand outside of"
    assert not allows(reads, who(Role.CASEWORKER), case(walled=True)), "of whom nothing is said stands outside"
    assert not allows(Permission.FACTOR_CHANGE, who(strong=False), Subject(author=7, protected=True))
    assert allows(Permission.FACTOR_CHANGE, who(strong=False), Subject(author=7))


def test_an_account_is_in_use_and_without_a_second_factor_until_something_else_is_said() -> None:
    plain = Identity(7, "a", frozenset({Role.ADMINISTRATOR}))
    assert allows(Permission.OWN_ACCOUNT, plain)
    assert not allows(Permission.ACCOUNT_KEEP, plain)
    assert allows(Permission.CASE_SHARE, who(), case(relation=Relation.OWNER)), "a case is open until it is closed"
    assert not allows(Permission.CASE_SHARE, who(), case(relation=Relation.OWNER, open_case=False))
