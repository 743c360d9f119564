"""The life cycle of a consultation after an entry check: no outcome before the other side has spoken."""

from comity.casework.lifecycle.table import SAME, Lifecycle, rows

ENTRY_CONSULTATION = Lifecycle(
    "entry-consultation",
    ("opened", "answered", "asylum_procedure", "closed"),
    (
        *rows("write", "opened answered", SAME, "consultation_written"),
        *rows("answer", "opened", "answered", "consultation_answered"),
        *rows("record_asylum_claim", "opened answered", "asylum_procedure", "asylum_claim_recorded"),
        *rows("record_outcome", "answered", "closed", "consultation_closed", guard="entry_safeguards"),
        *rows("close", "asylum_procedure", "closed", "consultation_closed", guard="reason_is_given"),
    ),
)
