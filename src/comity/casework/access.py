"""The whole permission policy on one screen: permission -> any of [all of predicates]. What is not here is denied."""

from collections.abc import Callable
from enum import StrEnum

from comity.casework import predicates as p
from comity.casework.identity import OFFICE, Identity, Subject
from comity.common.errors import ComityError

Predicate = Callable[[Identity, Subject], bool]


class Permission(StrEnum):
    """Everything that a person can be allowed to do."""

    CASE_OPEN = "case.open"
    CASE_LIST = "case.list"
    CASE_READ = "case.read"
    CASE_EDIT = "case.edit"
    CASE_SHARE = "case.share"
    CASE_EXPORT = "case.export"
    CASE_CLOSE = "case.close"
    CASE_REOPEN = "case.reopen"
    WALL_BUILD = "wall.build"
    NOTE_WRITE = "note.write"
    TASK_SET = "task.set"
    TASK_DO = "task.do"
    RECORD_READ = "record.read"
    RECORD_EDIT = "record.edit"
    REQUEST_READ = "request.read"
    REQUEST_DRAFT = "request.draft"
    SAFEGUARD_SIGN = "safeguard.sign"
    REQUEST_SIGN = "request.sign"
    REQUEST_SEND = "request.send"
    REQUEST_FOLLOW = "request.follow"
    REQUEST_RECEIVE = "request.receive"
    REQUEST_REVIEW = "request.review"
    REQUEST_DECIDE = "request.decide"
    REQUEST_TELL = "request.tell"
    PACKAGE_OPEN = "package.open"
    COUNTERPART_READ = "counterpart.read"
    COUNTERPART_PROPOSE = "counterpart.propose"
    COUNTERPART_TRUST = "counterpart.trust"
    NODE_KEEP = "node.keep"
    EXTRADITION_FOLLOW = "extradition.follow"
    SURRENDER_DECIDE = "surrender.decide"
    RETURN_FOLLOW = "return.follow"
    RETURN_CLEAR = "return.clear"
    RETURN_REVOKE = "return.revoke"
    TRAVEL_ENTER = "travel.enter"
    TRAVEL_APPROVE = "travel.approve"
    PERSON_REQUEST_ENTER = "person_request.enter"
    PERSON_REQUEST_HANDLE = "person_request.handle"
    PERSON_REQUEST_DECIDE = "person_request.decide"
    NOTICE_SEND = "notice.send"
    RETENTION_READ = "retention.read"
    RETENTION_SET = "retention.set"
    LEGAL_HOLD = "legal_hold.set"
    DELETION_PROPOSE = "deletion.propose"
    DELETION_CONFIRM = "deletion.confirm"
    EXCULPATORY_MARK = "exculpatory.mark"
    EXCULPATORY_LEAVE_OUT = "exculpatory.leave_out"
    DISCLOSURE_MAKE = "disclosure.make"
    DISCLOSURE_RELEASE = "disclosure.release"
    ASSET_MOVE = "asset.move"
    ASSET_BOOK = "asset.book"
    ASSET_CLAIM = "asset.claim"
    ASSET_AGREE = "asset.agree"
    ASSET_EXPORT = "asset.export"
    EVIDENCE_READ = "evidence.read"
    EVIDENCE_REGISTER = "evidence.register"
    EVIDENCE_RELEASE = "evidence.release"
    EVIDENCE_HAND = "evidence.hand"
    EVIDENCE_LIMIT = "evidence.limit"
    SCREENING_RUN = "screening.run"
    SCREENING_REVIEW = "screening.review"
    SCREENING_CONFIRM = "screening.confirm"
    LIST_READ = "list.read"
    LOOKOUT_SET = "lookout.set"
    CONSULTATION_LIST = "consultation.list"
    CONSULTATION_ANSWER = "consultation.answer"
    DEADLINE_LIST = "deadline.list"
    DEADLINE_EXPLAIN = "deadline.explain"
    DEADLINE_ESCALATED = "deadline.escalated"
    ENTRY_CHECK = "entry.check"
    MONEY_TRACE = "money.trace"
    MONEY_FIND = "money.find"
    KNOWLEDGE_READ = "knowledge.read"
    LESSON_PROPOSE = "lesson.propose"
    LIBRARY_WRITE = "library.write"
    CONTRIBUTION_DECIDE = "contribution.decide"
    PLAYBOOK_KEEP = "playbook.keep"
    PAGE_GIVE = "page.give"
    PAGE_REVIEW = "page.review"
    CONTRIBUTION_TAKE = "contribution.take"
    CORRECTION_PROPOSE = "correction.propose"
    DIRECTORY_KEEP = "directory.keep"
    FIGURES_READ = "figures.read"
    FIGURES_EXACT = "figures.exact"
    LOG_READ = "log.read"
    ACCOUNT_KEEP = "account.keep"
    OWN_ACCOUNT = "account.own"
    KEY_MAKE = "key.make"
    FACTOR_CHANGE = "factor.change"


_TEAM: tuple[Predicate, ...] = (p.is_on_team, p.is_cleared)
_WRITER: tuple[Predicate, ...] = (p.may_write, p.is_cleared, p.case_is_open)

POLICY: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {
    # cases: nobody sees a case without being on its team; neither a head nor an administrator is an exception
    Permission.CASE_OPEN: ((p.is_caseworker,), (p.is_head,), (p.is_dispatcher,)),
    Permission.CASE_LIST: ((p.is_active,),),  # the list holds only cases of the person's own teams
    Permission.CASE_READ: (_TEAM,),
    Permission.CASE_EDIT: (_WRITER,),
    Permission.CASE_SHARE: ((p.owns_case, p.is_cleared, p.case_is_open),),
    Permission.CASE_EXPORT: ((*_WRITER, p.has_second_factor),),
    Permission.CASE_CLOSE: ((p.owns_case, p.is_cleared, p.case_is_open),),
    Permission.CASE_REOPEN: ((p.owns_case, p.is_cleared),),
    Permission.WALL_BUILD: ((p.owns_case, p.is_cleared, p.case_is_open),),
    Permission.NOTE_WRITE: (_WRITER,),
    Permission.TASK_SET: (_WRITER,),
    Permission.TASK_DO: ((*_TEAM, p.case_is_open),),  # a lawyer who only reads the case has tasks in it, too
    Permission.RECORD_READ: (_TEAM,),
    Permission.RECORD_EDIT: (_WRITER,),
    # requests: drafting, the lawyer's gate, signing and sending are four different trusts, two of them two people
    Permission.REQUEST_READ: (_TEAM,),
    Permission.REQUEST_DRAFT: ((*_WRITER, p.is_caseworker),),
    Permission.SAFEGUARD_SIGN: ((*_TEAM, p.case_is_open, p.is_lawyer, p.did_not_draft, p.has_second_factor),),
    Permission.REQUEST_SIGN: ((*_TEAM, p.case_is_open, p.is_signatory, p.did_not_draft, p.has_second_factor),),
    Permission.REQUEST_SEND: ((*_TEAM, p.case_is_open, p.is_dispatcher, p.did_not_sign, p.has_second_factor),),
    Permission.REQUEST_FOLLOW: ((*_WRITER, p.is_caseworker), (*_TEAM, p.case_is_open, p.is_dispatcher)),
    Permission.REQUEST_RECEIVE: ((p.is_dispatcher,),),
    Permission.REQUEST_REVIEW: (
        (*_WRITER, p.is_caseworker),
        (*_TEAM, p.case_is_open, p.is_dispatcher),
        (*_TEAM, p.case_is_open, p.is_lawyer),
    ),
    Permission.REQUEST_DECIDE: ((*_TEAM, p.case_is_open, p.is_signatory, p.has_second_factor),),
    Permission.REQUEST_TELL: ((p.is_counterpart_node,),),
    # the exchange: a counterpart is trusted when two officers have compared its fingerprint, each for himself
    Permission.PACKAGE_OPEN: (_TEAM,),
    Permission.COUNTERPART_READ: ((p.is_active,),),
    Permission.COUNTERPART_PROPOSE: ((p.is_dispatcher, p.has_second_factor), (p.is_administrator, p.has_second_factor)),
    Permission.COUNTERPART_TRUST: (
        (p.is_dispatcher, p.has_second_factor, p.did_not_propose),
        (p.is_signatory, p.has_second_factor, p.did_not_propose),
        (p.is_administrator, p.has_second_factor, p.did_not_propose),
    ),
    Permission.NODE_KEEP: ((p.is_administrator, p.has_second_factor),),
    # extradition and return: following is clerks' work; the lawyer's gate before a surrender is SAFEGUARD_SIGN again
    Permission.EXTRADITION_FOLLOW: ((*_WRITER, p.is_caseworker), (*_TEAM, p.case_is_open, p.is_dispatcher)),
    Permission.SURRENDER_DECIDE: ((*_TEAM, p.case_is_open, p.is_signatory, p.has_second_factor),),
    Permission.RETURN_FOLLOW: ((*_WRITER, p.is_caseworker),),
    Permission.RETURN_CLEAR: ((*_TEAM, p.case_is_open, p.is_signatory, p.has_second_factor),),
    Permission.RETURN_REVOKE: (_TEAM,),  # whoever hears that a person takes their consent back writes it down at once
    Permission.TRAVEL_ENTER: ((*_WRITER, p.is_caseworker),),
    Permission.TRAVEL_APPROVE: (
        (*_TEAM, p.case_is_open, p.is_head, p.did_not_write, p.has_second_factor),
        (*_TEAM, p.case_is_open, p.is_signatory, p.did_not_write, p.has_second_factor),
    ),
    # assets: their steps, bookings, claims and agreements; figures leave the office only with a second factor
    # the person concerned: one desk answers, the team decides; what was decided holds for closed cases, too
    Permission.PERSON_REQUEST_ENTER: ((p.is_data_protection,), (p.is_dispatcher,)),
    Permission.PERSON_REQUEST_HANDLE: ((p.is_data_protection,),),
    Permission.PERSON_REQUEST_DECIDE: (
        (*_TEAM, p.is_lawyer, p.has_second_factor),
        (*_TEAM, p.is_signatory, p.has_second_factor),
    ),
    Permission.NOTICE_SEND: ((*_TEAM, p.is_dispatcher), (p.may_write, p.is_cleared, p.is_caseworker)),
    # keeping and deleting: by case number, and a deletion takes two people
    Permission.RETENTION_READ: ((p.is_data_protection,), (p.is_administrator,), (p.is_oversight,)),
    Permission.RETENTION_SET: ((p.is_data_protection, p.has_second_factor), (p.is_administrator, p.has_second_factor)),
    Permission.LEGAL_HOLD: ((p.owns_case, p.is_cleared), (*_TEAM, p.is_lawyer)),
    Permission.DELETION_PROPOSE: (
        (p.is_data_protection, p.has_second_factor),
        (p.is_administrator, p.has_second_factor),
    ),
    Permission.DELETION_CONFIRM: (
        (p.is_data_protection, p.has_second_factor, p.did_not_write),
        (p.is_administrator, p.has_second_factor, p.did_not_write),
    ),
    # the defence: whoever finds what speaks for the person marks it; only a lawyer may leave it out
    Permission.EXCULPATORY_MARK: (_TEAM,),
    Permission.EXCULPATORY_LEAVE_OUT: ((*_TEAM, p.is_lawyer, p.has_second_factor),),
    Permission.DISCLOSURE_MAKE: ((*_WRITER, p.is_caseworker), (*_TEAM, p.case_is_open, p.is_lawyer)),
    Permission.DISCLOSURE_RELEASE: ((*_TEAM, p.case_is_open, p.is_lawyer, p.has_second_factor),),
    Permission.ASSET_MOVE: ((*_WRITER, p.is_caseworker),),
    Permission.ASSET_BOOK: ((*_WRITER, p.is_caseworker),),
    Permission.ASSET_CLAIM: ((*_WRITER, p.is_caseworker), (*_TEAM, p.case_is_open, p.is_lawyer)),
    Permission.ASSET_AGREE: ((*_WRITER, p.is_caseworker), (*_TEAM, p.case_is_open, p.is_lawyer)),
    Permission.ASSET_EXPORT: ((*_TEAM, p.has_second_factor),),
    # evidence: what came in stays closed until a named person with a second factor releases it
    Permission.EVIDENCE_READ: (_TEAM,),
    Permission.EVIDENCE_REGISTER: (_WRITER,),
    Permission.EVIDENCE_RELEASE: ((*_WRITER, p.has_second_factor),),
    Permission.EVIDENCE_HAND: (_WRITER,),
    Permission.EVIDENCE_LIMIT: ((*_WRITER, p.has_second_factor),),
    # screening: who proposes what a hit is does not confirm it
    Permission.SCREENING_RUN: ((*_WRITER, p.is_caseworker),),
    Permission.SCREENING_REVIEW: ((*_WRITER, p.is_caseworker), (*_TEAM, p.case_is_open, p.is_lawyer)),
    Permission.SCREENING_CONFIRM: (
        (*_WRITER, p.is_caseworker, p.did_not_propose_hit),
        (*_TEAM, p.case_is_open, p.is_lawyer, p.did_not_propose_hit),
    ),
    Permission.LIST_READ: ((p.is_caseworker,), (p.is_lawyer,), (p.is_head,), (p.is_oversight,)),
    # denial of safe haven: the case decides who is looked out for and answers; the desk learns a contact and no more
    Permission.LOOKOUT_SET: ((*_WRITER, p.is_caseworker),),
    Permission.CONSULTATION_LIST: ((p.is_immigration,), (p.is_caseworker,)),
    Permission.CONSULTATION_ANSWER: ((*_WRITER, p.is_caseworker),),
    # desks
    Permission.DEADLINE_LIST: ((p.is_active,),),  # only those of the person's own cases
    Permission.DEADLINE_EXPLAIN: ((*_TEAM, p.case_is_open),),
    Permission.DEADLINE_ESCALATED: ((p.is_head,),),  # which case by its number and whose, not what it says
    Permission.ENTRY_CHECK: ((p.is_immigration,),),
    Permission.MONEY_TRACE: ((*_WRITER, p.is_caseworker),),
    Permission.MONEY_FIND: (
        (*_WRITER, p.is_caseworker, p.has_second_factor),
        (*_TEAM, p.case_is_open, p.is_lawyer, p.has_second_factor),
    ),
    # what was learnt names nobody; a second person sees to that
    Permission.KNOWLEDGE_READ: ((p.is_active,),),
    Permission.LESSON_PROPOSE: ((*_WRITER, p.is_caseworker), (*_TEAM, p.is_dispatcher)),
    Permission.LIBRARY_WRITE: ((p.is_caseworker,), (p.is_lawyer,), (p.is_head,)),
    Permission.CONTRIBUTION_DECIDE: (
        (p.is_head, p.did_not_write, p.no_other_keeper),
        (p.is_lawyer, p.did_not_write, p.no_other_keeper),
    ),
    Permission.PLAYBOOK_KEEP: ((p.is_head, p.no_other_keeper), (p.is_lawyer, p.no_other_keeper)),
    Permission.PAGE_GIVE: ((p.is_head,),),
    Permission.PAGE_REVIEW: ((p.is_head, p.is_keeper), (p.is_lawyer, p.is_keeper)),
    Permission.CONTRIBUTION_TAKE: ((p.is_head,), (p.is_dispatcher,)),
    Permission.CORRECTION_PROPOSE: ((p.is_active,),),
    Permission.DIRECTORY_KEEP: ((p.is_head,), (p.is_dispatcher,)),
    Permission.FIGURES_READ: ((p.is_active,),),  # no names, and no count that is too small
    Permission.FIGURES_EXACT: ((p.is_head,), (p.is_oversight,)),
    Permission.LOG_READ: ((p.is_oversight,),),  # how the system is used, not what the cases say
    Permission.ACCOUNT_KEEP: ((p.is_administrator, p.has_second_factor),),
    Permission.OWN_ACCOUNT: ((p.is_active,),),
    Permission.KEY_MAKE: ((p.has_second_factor,),),  # a program itself never has one, so it never signs or sends
    Permission.FACTOR_CHANGE: ((p.has_second_factor,), (p.is_active, p.has_none_yet)),  # who has one shows it first
}


class NotAllowedError(ComityError):
    """Somebody asked for what the policy does not give them; ``needed`` is the predicate that stands in the way."""

    def __init__(self, permission: Permission, needed: str) -> None:
        self.needed = needed
        super().__init__(f"This is not yours to do ({permission}). Needed: {needed}")


def allows(permission: Permission, who: Identity, what: Subject = OFFICE) -> bool:
    """Whether one of the ways to a permission is open: every predicate of it holds."""
    return any(all(holds(who, what) for holds in way) for way in POLICY.get(permission, ()))


def missing(permission: Permission, who: Identity, what: Subject = OFFICE) -> str:
    """What stands in the way, in words: the first unmet predicate of the way that is nearest."""
    ways = [[holds for holds in way if not holds(who, what)] for way in POLICY.get(permission, ())]
    nearest = min(ways, key=len, default=[])
    return (nearest[0].__doc__ or "") if nearest else ""


def require(permission: Permission, who: Identity, what: Subject = OFFICE) -> None:
    """Stop with a sentence where the policy does not allow it."""
    if not allows(permission, who, what):
        raise NotAllowedError(permission, missing(permission, who, what))
