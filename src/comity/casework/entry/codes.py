"""The vocabulary of entry checks and of the consultations that follow a hit."""

from enum import StrEnum


class CheckPurpose(StrEnum):
    """For which decision of immigration law an applicant is checked."""

    VISA = "visa"
    RESIDENCE = "residence"
    ENTRY_AT_BORDER = "entry_at_border"
    NATURALISATION = "naturalisation"


class RowStatus(StrEnum):
    """How far a row of a file has come."""

    WAITING = "waiting"
    NO_HIT = "no_hit"
    HIT = "hit"
    TROUBLE = "trouble"


class Side(StrEnum):
    """Who speaks in a consultation."""

    DESK = "desk"
    CASE = "case"


class ConsultationOutcome(StrEnum):
    """How the immigration desk decided, under immigration law, after the consultation."""

    NOT_THE_PERSON = "not_the_person"
    GRANTED = "granted"
    REFUSED = "refused"
    APPLICATION_WITHDRAWN = "application_withdrawn"


LOOKOUT_DAYS = 365  # how long an applicant is looked out for before somebody renews it: this office's practice
CHECKS_AN_HOUR = 60  # for one officer; a file has its own limit
FILES_A_DAY = 5
ROWS_A_FILE = 5_000
ROWS_A_PORTION = 200

EVERY: tuple[str, ...] = tuple(
    code.value for codes in (CheckPurpose, RowStatus, Side, ConsultationOutcome) for code in codes
)
