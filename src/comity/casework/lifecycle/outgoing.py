"""The life cycle of a request that we make: from the need for it to the feedback on what it brought."""

from comity.casework.lifecycle.table import SAME, Lifecycle, rows

_BEFORE_SENDING = "route_chosen drafting review_clean safeguards_signed signed draft_consulted translated"
_WITH_THEM = (
    "sent delivered acknowledged queried accepted accepted_in_part accepted_with_conditions part_results postponed"
)
_ACCEPTED = "accepted accepted_in_part accepted_with_conditions"
_UNANSWERED = "sent delivered acknowledged"
_OVER = "results_complete executed_in_part not_executed refused"

OUTGOING = Lifecycle(
    "outgoing",
    tuple(
        f"needed {_BEFORE_SENDING} sent undelivered delivered acknowledged queried postponed {_ACCEPTED} "
        f"part_results {_OVER} feedback_given closed withdrawn".split()
    ),
    (
        *rows("choose_route", "needed", "route_chosen", "route_chosen", guard="route_exists"),
        *rows("start_drafting", "route_chosen", "drafting", "drafting_started"),
        *rows("confirm_review", "drafting", "review_clean", "review_confirmed", guard="content_is_clean"),
        *rows("sign_safeguards", "review_clean", "safeguards_signed", guard="safeguards_are_cleared"),
        *rows("sign", "safeguards_signed", "signed", "signed", guard="may_be_signed"),
        *rows("send_draft_for_comment", "safeguards_signed signed", "draft_consulted", "draft_sent_for_comment"),
        *rows("record_comments", "draft_consulted", SAME, "comments_received"),
        *rows("sign", "draft_consulted", "signed", "signed", guard="may_be_signed"),
        *rows("attach_translation", "signed", "translated", "translation_attached"),
        *rows("send", "signed translated", "sent", "sent", guard="may_leave", clock="chase"),
        *rows("revise", _BEFORE_SENDING.removeprefix("route_chosen drafting "), "drafting", "reopened_for_drafting"),
        *rows("choose_again", "route_chosen drafting undelivered refused", "needed", "route_given_up"),
        *rows("record_delivery", "sent undelivered", "delivered", "delivered", clock="chase"),
        *rows("record_non_delivery", "sent", "undelivered", "not_delivered"),
        *rows("send_again", "undelivered", "sent", "sent_again", guard="may_leave", clock="chase"),
        *rows("record_acknowledgement", "sent delivered", "acknowledged", "acknowledged_by_counterpart", clock="chase"),
        *rows("record_question", _WITH_THEM, "queried", "question_received", clock="supplement-documents"),
        *rows("answer_question", "queried", "acknowledged", "question_answered", guard="may_leave", clock="chase"),
        *rows("remind", _UNANSWERED, SAME, "reminded", clock="chase"),
        *rows("ask_liaison", _UNANSWERED, SAME, "liaison_asked", clock="chase"),
        *rows("call_authority", _UNANSWERED, SAME, "authority_called", clock="chase"),
        *rows("send_note", _UNANSWERED, SAME, "diplomatic_note_sent", clock="chase"),
        *rows("record_postponement", _WITH_THEM, "postponed", "postponed_by_counterpart"),
        *rows("record_acceptance", f"{_UNANSWERED} postponed", "accepted", "accepted_by_counterpart"),
        *rows("record_acceptance_in_part", f"{_UNANSWERED} postponed", "accepted_in_part", "accepted_in_part"),
        *rows("record_conditions", f"{_UNANSWERED} postponed", "accepted_with_conditions", "conditions_received"),
        *rows("record_refusal", f"{_UNANSWERED} queried postponed", "refused", "refused_by_counterpart"),
        *rows("record_part_results", f"{_ACCEPTED} part_results", "part_results", "part_results_received"),
        *rows("record_results", f"{_UNANSWERED} {_ACCEPTED} part_results", "results_complete", "results_received"),
        *rows("record_part_execution", f"{_ACCEPTED} part_results", "executed_in_part", "executed_in_part"),
        *rows("record_no_execution", _ACCEPTED, "not_executed", "not_executed"),
        *rows("give_feedback", _OVER, "feedback_given", "feedback_given"),
        *rows("close", f"{_OVER} feedback_given withdrawn", "closed", "closed"),
        *rows("reopen", "closed", "acknowledged", "reopened", clock="chase"),
        *rows("withdraw", f"needed {_BEFORE_SENDING} undelivered {_WITH_THEM}", "withdrawn", "withdrawn"),
    ),
)
