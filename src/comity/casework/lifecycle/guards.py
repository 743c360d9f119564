"""Guards: what must hold before a step is taken, each condition with the sentence that a person reads."""

from enum import StrEnum

from comity.common.errors import ComityError


class GuardError(ComityError):
    """A step was asked for whose guard does not hold; each sentence is one condition."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class Condition(StrEnum):
    """One thing that can be checked on the record."""

    ROUTE_EXISTS = "route_exists"
    CONTENT_IS_CLEAN = "content_is_clean"
    REVIEW_IS_CLEAN = "review_is_clean"
    SAFEGUARDS_SIGNED = "safeguards_signed"
    SAFEGUARDS_CURRENT = "safeguards_current"
    VERSION_UNCHANGED = "version_unchanged"
    SIGNED = "signed"
    SECOND_PERSON = "second_person"
    LOCATION_MAY_BE_SHARED = "location_may_be_shared"
    EVIDENCE_LIMITS_HOLD = "evidence_limits_hold"
    REASON_GIVEN = "reason_given"
    ADMISSIBILITY_CHECKED = "admissibility_checked"
    NOTHING_CLOSES = "nothing_closes"
    NO_ASSURANCE_NEEDED = "no_assurance_needed"
    GROUNDS_OF_CHECKLIST = "grounds_of_checklist"
    GROUNDS_CONSULTED = "grounds_consulted"
    RESULTS_HAVE_CONDITIONS = "results_have_conditions"
    NOTHING_BLOCKED = "nothing_blocked"
    CONSENT_INFORMED = "consent_informed"
    EVIDENCE_RECENT = "evidence_recent"
    ASYLUM_DECIDED = "asylum_decided"
    ASSURANCES_KEPT = "assurances_kept"
    DAY_APPOINTED = "day_appointed"
    HOST_CONSENTED = "host_consented"
    PERSON_CONSENTS = "person_consents"
    PROTOCOL_KEPT = "protocol_kept"
    COOLING_OFF_OVER = "cooling_off_over"
    SURRENDER_GRANTED = "surrender_granted"
    NO_PROTECTION_GRANTED = "no_protection_granted"
    ORDER_ON_FILE = "order_on_file"
    ORDER_FINAL = "order_final"
    AGREEMENT_ON_FILE = "agreement_on_file"
    OTHER_REVIEWER = "other_reviewer"
    ENTRY_SAFEGUARDS = "entry_safeguards"
    APPEAL_OVER = "appeal_over"
    CLAIM_OWED = "claim_owed"
    REFERENCE_GIVEN = "reference_given"
    USE_REPORTED = "use_reported"


# The words in which a condition that does not hold is told.
SENTENCES: dict[Condition, str] = {
    Condition.ROUTE_EXISTS: "No lawful route is open or conditional for this measure between the two states.",
    Condition.CONTENT_IS_CLEAN: "The review has blocking findings that are not about safeguards.",
    Condition.REVIEW_IS_CLEAN: "The review of the request has blocking findings.",
    Condition.SAFEGUARDS_SIGNED: "No named lawyer has signed the safeguard review of this request.",
    Condition.SAFEGUARDS_CURRENT: "The safeguard review has a concern or an open question, so nothing may leave.",
    Condition.VERSION_UNCHANGED: "The request was changed after it was reviewed; it has to be reviewed again.",
    Condition.SIGNED: "The version that would leave is not signed.",
    Condition.SECOND_PERSON: "Who signed it or put it together may not be the person who sends it.",
    Condition.LOCATION_MAY_BE_SHARED: "It would tell the state of origin where a protected person is.",
    Condition.EVIDENCE_LIMITS_HOLD: "An annex is evidence that may not be used or passed on like this; "
    "the register of evidence says why.",
    Condition.REASON_GIVEN: "A reason must be given.",
    Condition.ADMISSIBILITY_CHECKED: "The admissibility checklist is not complete.",
    Condition.NOTHING_CLOSES: "A condition is not met or a mandatory ground for refusal stands in the checklist.",
    Condition.NO_ASSURANCE_NEEDED: "An assurance is needed: accept with conditions, so that the sender gives it.",
    Condition.GROUNDS_OF_CHECKLIST: "Each ground must be one of the checklist's that stands or is unknown.",
    Condition.GROUNDS_CONSULTED: "Each ground must stand in the checklist, and have been put to the sender before.",
    Condition.RESULTS_HAVE_CONDITIONS: "No result is recorded with its conditions of use.",
    Condition.NOTHING_BLOCKED: "A record that the request rests on is blocked at the instance of the person concerned.",
    Condition.CONSENT_INFORMED: "No consent before the host state's authority, with an independent lawyer, is on file.",
    Condition.EVIDENCE_RECENT: "The safeguard review rests on evidence that the office holds to be too old.",
    Condition.ASYLUM_DECIDED: "A claim for protection is not decided with finality.",
    Condition.NO_PROTECTION_GRANTED: "The person was granted protection.",
    Condition.ASSURANCES_KEPT: "An assurance was refused, is not yet accepted, or is reported as not kept.",
    Condition.DAY_APPOINTED: "No day of surrender is given.",
    Condition.HOST_CONSENTED: "The host state's written consent to this return is not on file, or is over.",
    Condition.PERSON_CONSENTS: "The person's own consent to this return is not on file, or was taken back.",
    Condition.PROTOCOL_KEPT: "The protocol is not kept: through the host state's authority, with an "
    "independent lawyer, and no contact with relatives about the return.",
    Condition.COOLING_OFF_OVER: "The cooling-off period after the person's consent is not over.",
    Condition.SURRENDER_GRANTED: "The proceeding about this person has not granted the surrender.",
    Condition.OTHER_REVIEWER: "Who proposed what the hit is may not be the person who confirms it.",
    Condition.ENTRY_SAFEGUARDS: "Whether asylum was asked for and what was found on non-refoulement is not on record.",
    Condition.ORDER_ON_FILE: "No order that takes effect where the asset is stands on file for it.",
    Condition.ORDER_FINAL: "No final confiscation order that takes effect where the asset is stands on file for it.",
    Condition.AGREEMENT_ON_FILE: "No agreement on sharing or return of this asset is in force.",
    Condition.APPEAL_OVER: "The time limit for an appeal is not over; without a limit on record a reason is needed.",
    Condition.CLAIM_OWED: "The decision grants nothing, or what it grants is paid.",
    Condition.REFERENCE_GIVEN: "Give the reference under which the signed text is kept.",
    Condition.USE_REPORTED: "Part of what was returned under this agreement is not accounted for by a report.",
}

_CLEARED = (Condition.SAFEGUARDS_SIGNED, Condition.SAFEGUARDS_CURRENT)
_PROTECTION = (Condition.ASYLUM_DECIDED, Condition.NO_PROTECTION_GRANTED)

# guard -> every one of these conditions holds
GUARDS: dict[str, tuple[Condition, ...]] = {
    "route_exists": (Condition.ROUTE_EXISTS,),
    "content_is_clean": (Condition.CONTENT_IS_CLEAN,),
    "safeguards_are_cleared": _CLEARED,
    "may_be_signed": (
        Condition.REVIEW_IS_CLEAN,
        Condition.VERSION_UNCHANGED,
        *_CLEARED,
        Condition.EVIDENCE_LIMITS_HOLD,
        Condition.NOTHING_BLOCKED,
    ),
    "may_leave": (
        Condition.SIGNED,
        Condition.VERSION_UNCHANGED,
        *_CLEARED,
        Condition.SECOND_PERSON,
        Condition.LOCATION_MAY_BE_SHARED,
        Condition.EVIDENCE_LIMITS_HOLD,
        Condition.NOTHING_BLOCKED,
    ),
    "reason_is_given": (Condition.REASON_GIVEN,),
    "may_be_consulted_on": (Condition.REASON_GIVEN, Condition.GROUNDS_OF_CHECKLIST),
    "was_consulted_on": (Condition.REASON_GIVEN, Condition.GROUNDS_CONSULTED),
    "may_be_accepted": (Condition.ADMISSIBILITY_CHECKED, Condition.NOTHING_CLOSES, Condition.NO_ASSURANCE_NEEDED),
    "may_be_accepted_on_conditions": (Condition.ADMISSIBILITY_CHECKED, Condition.NOTHING_CLOSES),
    "may_be_accepted_in_part": (
        Condition.ADMISSIBILITY_CHECKED,
        Condition.GROUNDS_OF_CHECKLIST,
        Condition.REASON_GIVEN,
    ),
    "results_are_bound": (Condition.RESULTS_HAVE_CONDITIONS, Condition.SECOND_PERSON),
    "consent_is_informed": (Condition.CONSENT_INFORMED,),
    "no_protection_granted": _PROTECTION,
    "safeguards_before_surrender": (
        *_CLEARED,
        Condition.EVIDENCE_RECENT,
        *_PROTECTION,
        Condition.ASSURANCES_KEPT,
    ),
    "day_is_appointed": (Condition.DAY_APPOINTED,),
    "host_has_consented": (Condition.HOST_CONSENTED,),
    "return_is_by_protocol": (Condition.HOST_CONSENTED, Condition.PERSON_CONSENTS, Condition.PROTOCOL_KEPT),
    "departure_is_lawful": (
        Condition.HOST_CONSENTED,
        Condition.PERSON_CONSENTS,
        Condition.PROTOCOL_KEPT,
        Condition.COOLING_OFF_OVER,
        Condition.SURRENDER_GRANTED,
        *_CLEARED,
        Condition.EVIDENCE_RECENT,
        *_PROTECTION,
    ),
    "order_is_on_file": (Condition.ORDER_ON_FILE,),
    "order_is_final": (Condition.ORDER_FINAL,),
    "agreement_is_on_file": (Condition.AGREEMENT_ON_FILE,),
    "other_reviewer": (Condition.OTHER_REVIEWER,),
    "entry_safeguards": (Condition.ENTRY_SAFEGUARDS,),
    "appeal_is_over": (Condition.APPEAL_OVER,),
    "something_is_owed": (Condition.CLAIM_OWED,),
    "reference_is_given": (Condition.REFERENCE_GIVEN,),
    "use_is_reported": (Condition.USE_REPORTED,),
}
