"""What a step of one office says to the other: the package it leaves in, and the step it becomes over there.

Both offices read these tables, so that a request stands on both sides where the last package has brought it.
"""

from dataclasses import dataclass

from comity.exchange.documents.package import PackageType as Type
from comity.exchange.documents.receipt import Evidence


@dataclass(frozen=True, slots=True)
class Outward:
    """What leaves with a step: a package of a type; ``documents`` says that it carries the papers of the request."""

    type: Type
    documents: bool = False


# direction, action -> what leaves; a step that is not here says nothing to the other state.
OUTWARD: dict[tuple[str, str], Outward] = {
    ("outgoing", "send_draft_for_comment"): Outward(Type.DRAFT, documents=True),
    ("outgoing", "send"): Outward(Type.REQUEST, documents=True),
    ("outgoing", "send_again"): Outward(Type.REQUEST, documents=True),
    ("outgoing", "answer_question"): Outward(Type.CLARIFICATION),
    ("outgoing", "remind"): Outward(Type.NOTICE),
    ("outgoing", "withdraw"): Outward(Type.WITHDRAWAL),
    ("outgoing", "give_feedback"): Outward(Type.NOTICE),
    ("incoming", "return_unregistered"): Outward(Type.NOTICE),
    ("incoming", "forward"): Outward(Type.NOTICE),
    ("incoming", "acknowledge"): Outward(Type.STATUS),
    ("incoming", "ask_information"): Outward(Type.CLARIFICATION_ASKED),
    ("incoming", "open_consultation"): Outward(Type.CONSULTATION),
    ("incoming", "postpone"): Outward(Type.POSTPONEMENT),
    ("incoming", "refuse"): Outward(Type.REFUSAL),
    ("incoming", "accept"): Outward(Type.STATUS),
    ("incoming", "accept_with_conditions"): Outward(Type.STATUS),
    ("incoming", "accept_in_part"): Outward(Type.STATUS),
    ("incoming", "allocate"): Outward(Type.STATUS),
    ("incoming", "start_execution"): Outward(Type.STATUS),
    ("incoming", "record_remedy"): Outward(Type.STATUS),
    ("incoming", "answer_status"): Outward(Type.STATUS),
    ("incoming", "send_results"): Outward(Type.RESULT),
}

# What an executed request was executed as decides how its results are named.
RESULT_TYPES: dict[str, Type] = {"executed_in_part": Type.PARTIAL_RESULT}

# direction here, type, step over there -> the steps that it may become here, the first that is open; "" is any step.
INWARD: dict[tuple[str, Type, str], tuple[str, ...]] = {
    ("outgoing", Type.COMMENT, ""): ("record_comments",),
    ("outgoing", Type.STATUS, "acknowledge"): ("record_acknowledgement",),
    ("outgoing", Type.STATUS, "accept"): ("record_acceptance",),
    ("outgoing", Type.STATUS, "accept_with_conditions"): ("record_conditions",),
    ("outgoing", Type.STATUS, "accept_in_part"): ("record_acceptance_in_part",),
    ("outgoing", Type.CLARIFICATION_ASKED, ""): ("record_question",),
    ("outgoing", Type.CONSULTATION, ""): ("record_question",),
    ("outgoing", Type.POSTPONEMENT, ""): ("record_postponement",),
    ("outgoing", Type.REFUSAL, ""): ("record_refusal",),
    ("outgoing", Type.PARTIAL_RESULT, ""): ("record_part_execution", "record_part_results"),
    ("outgoing", Type.RESULT, "attempted_not_executed"): ("record_no_execution",),
    ("outgoing", Type.RESULT, ""): ("record_results",),
    ("incoming", Type.CLARIFICATION, ""): ("record_information",),
    ("incoming", Type.WITHDRAWAL, ""): ("record_withdrawal",),
    ("incoming", Type.NOTICE, "give_feedback"): ("confirm_receipt",),
}

# The step that a notice names where it only asks whether it arrives: it is about no request.
TEST_MESSAGE = "test_message"

# Types that ask for no step of ours: they are read, and that is all.
ONLY_READ = frozenset({Type.STATUS, Type.NOTICE, Type.EVIDENCE, Type.SPONTANEOUS, Type.DELETION_DONE, Type.MATCHING})


def steps_for(direction: str, kind: Type, step: str) -> tuple[str, ...]:
    """The steps that a package may become on a request of this office."""
    return INWARD.get((direction, kind, step)) or INWARD.get((direction, kind, ""), ())


_DELIVERED = frozenset({Evidence.DELIVERY, Evidence.RETRIEVAL})
_NOT_DELIVERED = frozenset({Evidence.RELAY_REJECTION, Evidence.NON_DELIVERY})
_CONNECTOR_GAVE_UP = frozenset({Evidence.SUBMISSION_REJECTION, Evidence.RELAY_FAILURE})


def step_attested(evidence: Evidence, *, through_connector: bool) -> str:
    """The step that an evidence about a request of ours means; nothing where it moves nothing.

    A node that relays has the request on its disk, and goes on trying where it cannot. A connector that relays has only
    passed it on to another one, and does not try again.
    """
    if evidence in _DELIVERED or (evidence is Evidence.RELAY_ACCEPTANCE and not through_connector):
        return "record_delivery"
    if evidence in _NOT_DELIVERED or (evidence in _CONNECTOR_GAVE_UP and through_connector):
        return "record_non_delivery"
    return ""
