"""Which kind of task a lesson becomes, and whose it is: one line for each reason."""

from comity.casefile.people import AgencyKind
from comity.casework.tasks.kinds import TaskKind
from comity.knowledge.reasons import Reason

LEARNT_DAYS = 14
"""Within how many days a learnt step is to be done where nobody has said otherwise: practice of this office."""

_DRAFTERS = (AgencyKind.PROSECUTION, AgencyKind.CENTRAL_AUTHORITY)
_SENDERS = (AgencyKind.CENTRAL_AUTHORITY, AgencyKind.PROSECUTION)
_FINDERS = (AgencyKind.POLICE, AgencyKind.FIU)

TASKS: dict[Reason, tuple[TaskKind, tuple[AgencyKind, ...]]] = {
    Reason.INCOMPLETE_DOCUMENTS: (TaskKind.PREPARE_REQUEST, _DRAFTERS),
    Reason.NO_NEXUS: (TaskKind.PREPARE_REQUEST, _DRAFTERS),
    Reason.TOO_BROAD: (TaskKind.PREPARE_REQUEST, _DRAFTERS),
    Reason.TRANSLATION: (TaskKind.TRANSLATE, _SENDERS),
    Reason.WRONG_AUTHORITY: (TaskKind.ASK_AUTHORITY, _SENDERS),
    Reason.WRONG_FORM: (TaskKind.PREPARE_REQUEST, _SENDERS),
    Reason.IDENTITY_UNCLEAR: (TaskKind.ESTABLISH_IDENTITY, _FINDERS),
    Reason.DUAL_CRIMINALITY: (TaskKind.PREPARE_REQUEST, _DRAFTERS),
    Reason.EVIDENCE_STANDARD: (TaskKind.SECURE_EVIDENCE, (AgencyKind.PROSECUTION, AgencyKind.POLICE)),
    Reason.ASSURANCE_MISSING: (TaskKind.DECIDE, _SENDERS),
    Reason.HUMAN_RIGHTS: (TaskKind.REVIEW_SAFEGUARDS, _SENDERS),
    Reason.POLITICAL_OFFENCE: (TaskKind.REVIEW_SAFEGUARDS, _SENDERS),
    Reason.OWN_NATIONAL: (TaskKind.DECIDE, _DRAFTERS),
    Reason.TIME_BAR: (TaskKind.DECIDE, _DRAFTERS),
    Reason.DOUBLE_JEOPARDY: (TaskKind.REVIEW_SAFEGUARDS, _DRAFTERS),
    Reason.TOO_SMALL: (TaskKind.DECIDE, _DRAFTERS),
    Reason.CONFIDENTIALITY: (TaskKind.ASK_AUTHORITY, _SENDERS),
    Reason.COSTS: (TaskKind.CONSULT, _SENDERS),
    Reason.QUESTION_UNANSWERED: (TaskKind.FOLLOW_UP, _SENDERS),
    Reason.NO_ANSWER: (TaskKind.FOLLOW_UP, _SENDERS),
    Reason.CAPACITY: (TaskKind.CONSULT, _SENDERS),
    Reason.REMEDY: (TaskKind.FOLLOW_UP, _DRAFTERS),
    Reason.CONTACT_BEFOREHAND: (TaskKind.CONSULT, _SENDERS),
    Reason.OTHER: (TaskKind.PREPARE_REQUEST, _DRAFTERS),
}
