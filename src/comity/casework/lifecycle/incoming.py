"""The life cycle of a request made to us: refusal and postponement can only follow a consultation."""

from comity.casework.lifecycle.table import SAME, Lifecycle, rows

_ACCEPTED = "accepted accepted_with_conditions accepted_in_part"
_EXECUTED = "executed_in_full executed_in_part attempted_not_executed"
_OURS = (
    f"registered acknowledged triaged in_review information_requested in_consultation consulted postponed {_ACCEPTED}"
)
_RUNNING = f"{_OURS} allocated in_execution remedy_pending {_EXECUTED} results_sent"

INCOMING = Lifecycle(
    "incoming",
    tuple(
        f"received returned_unregistered forwarded {_OURS} refused allocated in_execution remedy_pending "
        f"{_EXECUTED} results_sent receipt_confirmed closed withdrawn".split()
    ),
    (
        *rows("register", "received", "registered", clock="acknowledgement"),
        *rows("return_unregistered", "received", "returned_unregistered", guard="reason_is_given"),
        *rows("forward", "received registered acknowledged", "forwarded", guard="reason_is_given"),
        *rows("acknowledge", "registered", "acknowledged", "acknowledgement_sent"),
        *rows("triage", "acknowledged", "triaged", guard="reason_is_given"),
        *rows("start_review", "triaged postponed", "in_review", "review_started"),
        *rows("ask_information", "in_review", "information_requested", clock="supplement-documents"),
        *rows("record_information", "information_requested", "in_review", "information_received"),
        *rows(
            "open_consultation",
            "in_review consulted",
            "in_consultation",
            "consultation_opened",
            guard="may_be_consulted_on",
        ),
        *rows("end_consultation", "in_consultation", "consulted", "consultation_ended"),
        *rows("postpone", "consulted", "postponed", guard="was_consulted_on"),
        *rows("refuse", "consulted", "refused", guard="was_consulted_on", clock="appeal"),
        *rows("accept", "in_review consulted", "accepted", guard="may_be_accepted"),
        *rows(
            "accept_with_conditions",
            "in_review consulted",
            "accepted_with_conditions",
            guard="may_be_accepted_on_conditions",
        ),
        *rows("accept_in_part", "in_review consulted", "accepted_in_part", guard="may_be_accepted_in_part"),
        *rows("allocate", _ACCEPTED, "allocated", clock="execution"),
        *rows("start_execution", "allocated", "in_execution", "execution_started"),
        *rows("record_remedy", "in_execution", "remedy_pending", "remedy_lodged", clock="appeal"),
        *rows("end_remedy", "remedy_pending", "in_execution", "remedy_decided"),
        *rows("execute_in_full", "in_execution", "executed_in_full"),
        *rows("execute_in_part", "in_execution", "executed_in_part", guard="reason_is_given"),
        *rows("report_no_execution", "in_execution", "attempted_not_executed", guard="reason_is_given"),
        *rows("send_results", _EXECUTED, "results_sent", guard="results_are_bound"),
        *rows("confirm_receipt", "results_sent", "receipt_confirmed", "receipt_confirmed"),
        *rows("close", "returned_unregistered forwarded refused results_sent receipt_confirmed withdrawn", "closed"),
        *rows("supplement", "closed", "in_review", "reopened"),
        *rows("answer_status", _RUNNING, SAME, "status_answered"),
        *rows("record_withdrawal", _RUNNING, "withdrawn", "withdrawn_by_counterpart"),
    ),
)
