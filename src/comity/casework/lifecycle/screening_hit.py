"""The life cycle of a screening hit: one proposes what it is, another confirms it, a change opens it again."""

from comity.casework.lifecycle.table import Lifecycle, rows

SCREENING_HIT = Lifecycle(
    "screening-hit",
    ("undecided", "proposed", "decided", "gone"),
    (
        *rows("propose", "undecided", "proposed", "hit_proposed", guard="reason_is_given"),
        *rows("confirm", "proposed", "decided", "hit_decided", guard="other_reviewer"),
        *rows("disagree", "proposed", "undecided", "hit_disputed", guard="reason_is_given"),
        *rows("reopen", "decided proposed", "undecided", "hit_reopened", guard="reason_is_given"),
        *rows("leave_list", "undecided proposed decided", "gone", "hit_gone"),
        *rows("return_to_list", "gone", "undecided", "hit_returned"),
    ),
)
