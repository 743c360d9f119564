"""The life cycle of an agreement on sharing or return: signed before money moves, over when its use is reported."""

from comity.casework.lifecycle.table import Lifecycle, rows

AGREEMENT = Lifecycle(
    "agreement",
    ("negotiated", "in_force", "fulfilled", "ended"),
    (
        *rows("sign_agreement", "negotiated", "in_force", "agreement_signed", guard="reference_is_given"),
        *rows("fulfil_agreement", "in_force", "fulfilled", "agreement_fulfilled", guard="use_is_reported"),
        *rows("end_agreement", "negotiated in_force", "ended", "agreement_ended", guard="reason_is_given"),
    ),
)
