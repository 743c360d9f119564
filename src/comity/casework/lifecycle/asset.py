"""The life cycle of an asset: from suspicion to the report on what the returned money was used for."""

from comity.casework.lifecycle.table import SAME, Lifecycle, rows

_HELD = "preserved frozen charged"

ASSET = Lifecycle(
    "asset",
    tuple(
        f"suspected identified {_HELD} confiscated realised shared returned end_use_reported "
        "lifted expired closed".split()
    ),
    (
        *rows("identify", "suspected", "identified", "identified"),
        *rows("preserve", "identified", "preserved", "preserved", clock="preservation"),
        *rows("freeze", "identified preserved", "frozen", "frozen", guard="order_is_on_file", clock="freezing"),
        *rows("charge", "frozen", "charged", "charged"),
        *rows("confiscate", "frozen charged", "confiscated", "confiscated", guard="order_is_final"),
        *rows("realise", "confiscated", "realised", "realised"),
        *rows("share", "confiscated realised", "shared", "shared", guard="agreement_is_on_file"),
        *rows("return", "confiscated realised shared", "returned", "returned", guard="agreement_is_on_file"),
        *rows("return_rest", "returned end_use_reported", "returned", "rest_returned", guard="agreement_is_on_file"),
        *rows("report_part_of_use", "returned end_use_reported", SAME, "part_of_use_reported"),
        *rows("report_end_use", "returned end_use_reported", "end_use_reported", "end_use_reported"),
        *rows("record_third_party_claim", f"{_HELD} confiscated realised", SAME, "third_party_claimed"),
        *rows("record_victim_claim", f"{_HELD} confiscated realised", SAME, "victim_claimed"),
        *rows("lift", f"{_HELD} confiscated", "lifted", "lifted", guard="reason_is_given"),
        *rows("expire", "preserved frozen", "expired", "expired"),
        *rows(
            "preserve_again",
            "expired lifted",
            "preserved",
            "preserved_again",
            guard="reason_is_given",
            clock="preservation",
        ),
        *rows("close", "suspected identified lifted expired shared returned end_use_reported", "closed", "closed"),
    ),
)
