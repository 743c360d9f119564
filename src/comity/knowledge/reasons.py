"""Why requests fail, wait or succeed: a closed list, so that lessons of different cases and states can be counted."""

from enum import StrEnum


class Reason(StrEnum):
    """One structured reason; its explanation is in ``EXPLAINED``."""

    INCOMPLETE_DOCUMENTS = "incomplete_documents"
    NO_NEXUS = "no_nexus"
    TOO_BROAD = "too_broad"
    TRANSLATION = "translation"
    WRONG_AUTHORITY = "wrong_authority"
    WRONG_FORM = "wrong_form"
    IDENTITY_UNCLEAR = "identity_unclear"
    DUAL_CRIMINALITY = "dual_criminality"
    EVIDENCE_STANDARD = "evidence_standard"
    ASSURANCE_MISSING = "assurance_missing"
    HUMAN_RIGHTS = "human_rights"
    POLITICAL_OFFENCE = "political_offence"
    OWN_NATIONAL = "own_national"
    TIME_BAR = "time_bar"
    DOUBLE_JEOPARDY = "double_jeopardy"
    TOO_SMALL = "too_small"
    CONFIDENTIALITY = "confidentiality"
    COSTS = "costs"
    QUESTION_UNANSWERED = "question_unanswered"
    NO_ANSWER = "no_answer"
    CAPACITY = "capacity"
    REMEDY = "remedy"
    CONTACT_BEFOREHAND = "contact_beforehand"
    OTHER = "other"


EXPLAINED: dict[Reason, str] = {
    Reason.INCOMPLETE_DOCUMENTS: "Papers or statements that the other state needs were missing.",
    Reason.NO_NEXUS: "It was not clear how what was asked is connected with the offence.",
    Reason.TOO_BROAD: "More was asked than the facts supported.",
    Reason.TRANSLATION: "The translation was missing, bad, or into a language that is not accepted.",
    Reason.WRONG_AUTHORITY: "It went to an authority that does not decide.",
    Reason.WRONG_FORM: "The form, the seal or the way of sending was not the one required.",
    Reason.IDENTITY_UNCLEAR: "The person or the asset could not be identified from what was given.",
    Reason.DUAL_CRIMINALITY: "The conduct was not seen as an offence under the other state's law.",
    Reason.EVIDENCE_STANDARD: "The evidence was below what the other state's courts ask for.",
    Reason.ASSURANCE_MISSING: "An assurance was needed and not given, or not trusted.",
    Reason.HUMAN_RIGHTS: "There was a risk for the rights of the person.",
    Reason.POLITICAL_OFFENCE: "The offence was seen as political.",
    Reason.OWN_NATIONAL: "The other state does not hand over its own nationals.",
    Reason.TIME_BAR: "Prosecution or punishment was barred by lapse of time.",
    Reason.DOUBLE_JEOPARDY: "The person had been tried for the same facts.",
    Reason.TOO_SMALL: "The matter was below what the other state takes up.",
    Reason.CONFIDENTIALITY: "Rules on confidentiality or bank secrecy stood in the way.",
    Reason.COSTS: "Who pays was not settled.",
    Reason.QUESTION_UNANSWERED: "A question of the other state was not answered in time.",
    Reason.NO_ANSWER: "The other state did not answer.",
    Reason.CAPACITY: "The other authority lacked people, time or means.",
    Reason.REMEDY: "A remedy before the other state's courts took its time.",
    Reason.CONTACT_BEFOREHAND: "Speaking with the other authority before the request made the difference.",
    Reason.OTHER: "Something else, told in the words of the lesson.",
}
"""What each reason means, in one sentence; shown where it is chosen."""


class Happened(StrEnum):
    """To what a lesson belongs: how the request fared."""

    REFUSED = "refused"
    QUERIED = "queried"
    DELAYED = "delayed"
    RETURNED = "returned"
    SUCCEEDED = "succeeded"


FAILED = frozenset({Happened.REFUSED, Happened.QUERIED, Happened.RETURNED})
"""What counts as a failure when lessons are counted while drafting."""
