"""The life cycle of a claim on an asset: until it is final, what it asks for is held back from any return."""

from comity.casework.lifecycle.table import Lifecycle, rows

CLAIM = Lifecycle(
    "claim",
    ("filed", "decided", "appealed", "final", "paid", "withdrawn"),
    (
        *rows("decide_claim", "filed appealed", "decided", "claim_decided"),
        *rows("appeal_claim", "decided", "appealed", "claim_appealed"),
        *rows("make_claim_final", "decided", "final", "claim_final", guard="appeal_is_over"),
        *rows("pay_claim", "final paid", "paid", "claim_paid", guard="something_is_owed"),
        *rows("withdraw_claim", "filed decided appealed", "withdrawn", "claim_withdrawn", guard="reason_is_given"),
    ),
)
