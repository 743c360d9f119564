"""The life cycle of a person's return: the host state's consent first, the person's own where the route needs it."""

from comity.casework.lifecycle.table import SAME, Lifecycle, rows

_BEFORE = "planned host_agreed consented cleared"

RETURN = Lifecycle(
    "return",
    tuple("planned host_agreed consented cleared departed arrived revoked stopped closed".split()),
    (
        *rows("record_host_consent", "planned", "host_agreed", "host_consented", guard="host_has_consented"),
        *rows(
            "record_host_consent", "host_agreed consented cleared", SAME, "host_consented", guard="host_has_consented"
        ),
        *rows("record_return_consent", "host_agreed", "consented", "return_consented", guard="return_is_by_protocol"),
        *rows("clear_departure", "host_agreed consented", "cleared", "departure_cleared", guard="departure_is_lawful"),
        *rows("record_departure", "cleared", "departed", "departed", guard="departure_is_lawful"),
        *rows("record_arrival", "departed", "arrived", "arrived"),
        *rows("revoke_return_consent", "consented cleared", "revoked", "return_consent_revoked"),
        *rows("plan_again", "revoked", "host_agreed", "return_planned_again", guard="reason_is_given"),
        *rows("stop_return", f"{_BEFORE} revoked", "stopped", "return_stopped", guard="reason_is_given"),
        *rows("close", "arrived stopped revoked", "closed", "closed"),
    ),
)
