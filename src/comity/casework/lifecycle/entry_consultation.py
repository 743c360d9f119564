"""The life cycle of a consultation after an entry check: no outcome before the other side has spoken."""

from comity.casework.lifecycle.table import SAME, Lifecycle, rows

ENTRY_CONSULTATION = Lifecycle(
    "entry-consultation",
    ("awaiting_answer", "answered", "asylum_procedure", "closed"),
    (
        *rows("write", "awaiting_answer answered", SAME, "consultation_written"),
        *rows("answer", "awaiting_answer", "answered", "consultation_answered"),
        *rows("record_asylum_claim", "awaiting_answer answered", "asylum_procedure", "asylum_claim_recorded"),
        *rows("record_outcome", "answered", "closed", "consultation_closed", guard="entry_safeguards"),
        *rows("close", "asylum_procedure", "closed", "consultation_closed", guard="reason_is_given"),
    ),
)
