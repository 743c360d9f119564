"""The life cycle of an extradition, beside that of its request: from where the person is found to specialty."""

from comity.casework.lifecycle.table import Lifecycle, rows

_DECIDING = "request_in_time consented judicial_phase appeal"
_DECIDED = "surrender_granted surrender_fixed"

EXTRADITION = Lifecycle(
    "extradition",
    tuple(
        f"located provisional_arrest released {_DECIDING} asylum_suspends executive_decision {_DECIDED} deferred "
        "temporarily_surrendered surrendered refused prosecution_taken_over specialty_watch re_extradition_asked "
        "closed".split()
    ),
    (
        *rows("record_arrest", "located released", "provisional_arrest", "arrested", clock="provisional-arrest"),
        *rows("record_release", f"provisional_arrest {_DECIDING} {_DECIDED}", "released", "released"),
        *rows("record_request", "located provisional_arrest released", "request_in_time", "request_received"),
        *rows(
            "record_consent",
            "provisional_arrest request_in_time judicial_phase",
            "consented",
            "consented",
            "consent_is_informed",
            "decision",
        ),
        *rows("revoke_consent", "consented", "judicial_phase", "consent_revoked"),
        *rows("open_court_phase", "request_in_time", "judicial_phase", "court_phase_opened"),
        *rows(
            "record_committal",
            "judicial_phase appeal",
            "executive_decision",
            "committed",
            clock="minister-surrender-order",
        ),
        *rows("record_appeal", "judicial_phase executive_decision", "appeal", "appealed", clock="appeal"),
        *rows(
            "record_asylum_claim",
            f"{_DECIDING} provisional_arrest executive_decision {_DECIDED}",
            "asylum_suspends",
            "asylum_claimed",
        ),
        *rows("end_asylum_procedure", "asylum_suspends", "judicial_phase", "asylum_decided", "no_protection_granted"),
        *rows(
            "grant_surrender",
            "executive_decision consented",
            "surrender_granted",
            "surrender_granted",
            "safeguards_before_surrender",
            "surrender",
        ),
        *rows(
            "refuse_surrender",
            "consented judicial_phase appeal executive_decision asylum_suspends",
            "refused",
            "surrender_refused",
            "reason_is_given",
        ),
        *rows("defer_surrender", "surrender_granted", "deferred", "surrender_deferred", "reason_is_given"),
        *rows("end_deferral", "deferred", "surrender_granted", "deferral_ended", clock="surrender"),
        *rows(
            "surrender_for_a_time",
            "deferred",
            "temporarily_surrendered",
            "surrendered_for_a_time",
            "safeguards_before_surrender",
        ),
        *rows("return_after_a_time", "temporarily_surrendered", "deferred", "returned_after_a_time"),
        *rows(
            "fix_surrender",
            "surrender_granted surrender_fixed",
            "surrender_fixed",
            "surrender_fixed",
            "day_is_appointed",
            "surrender",
        ),
        *rows("record_surrender", "surrender_fixed", "surrendered", "surrendered", "safeguards_before_surrender"),
        *rows("watch_specialty", "surrendered", "specialty_watch", "specialty_watch_opened"),
        *rows("record_discharge", "specialty_watch", "specialty_watch", "discharged", clock="specialty-ends"),
        *rows("record_breach", "specialty_watch", "specialty_watch", "breach_reported", "reason_is_given"),
        *rows("ask_re_extradition", "specialty_watch", "re_extradition_asked", "re_extradition_asked"),
        *rows(
            "decide_re_extradition",
            "re_extradition_asked",
            "specialty_watch",
            "re_extradition_decided",
            "reason_is_given",
        ),
        *rows("take_over_prosecution", "refused", "prosecution_taken_over", "prosecution_taken_over"),
        *rows("close", "refused prosecution_taken_over released specialty_watch", "closed", "closed"),
    ),
)
