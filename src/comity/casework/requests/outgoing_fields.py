"""What each step with a request of our own asks for."""

from comity.casework.requests.refusing import GROUNDS
from comity.casework.requests.step_fields import NOTE, REFERENCE, WAY, Field, Kind, said

CHANNELS = ("letter", "courier", "diplomatic_bag", "electronic_mail", "exchange", "by_hand", "telephone")
_BY = Field("channel", "By which way", kind=Kind.CHOICE, choices=CHANNELS, needed=False)
_TO = Field("addressee", "To whom", "Name and office", needed=False)
_FILES = Field("files", "Documents", kind=Kind.FILES, needed=False)
_CHASING = (_TO, _BY, said("What was said", needed=False))
_CONTACT = Field("contact", "Who works on it there", "Name, telephone, languages", needed=False)

OUTGOING_FIELDS: dict[str, tuple[Field, ...]] = {
    "choose_route": (
        Field("basis", "Legal basis", kind=Kind.BASIS, needed=False),
        said("Why this route", "Needed where it is not the best one", needed=False),
    ),
    "send_draft_for_comment": (
        Field("addressee", "To whom", "Name and office at the authority that will receive the request"),
        _BY,
        Field(
            "comment_by",
            "Comments by",
            kind=Kind.DAY,
            needed=False,
            due="Comments on the draft are expected",
            effect="Ask for them, or sign the request as it is.",
        ),
        WAY,
        NOTE,
    ),
    "record_comments": (
        said("Their comments", "As they make them; one paragraph each"),
        Field("taken_up", "Taken up", "What becomes of them", Kind.CHOICE, choices=("all", "in_part", "none", "open")),
        _FILES,
    ),
    "attach_translation": (
        Field("language", "Language", "Of the translation, such as Spanish"),
        Field("translator", "Translator"),
        Field("certified", "Certified", kind=Kind.CHOICE, choices=("yes", "no")),
        Field("files", "The translation", kind=Kind.FILES),
    ),
    "record_acknowledgement": (REFERENCE, _CONTACT, NOTE),
    "record_question": (
        said("What they ask"),
        Field(
            "answer_by",
            "Answer by",
            kind=Kind.DAY,
            needed=False,
            due="Their question is to be answered",
            effect="After this day they may decide on what they have.",
        ),
        _FILES,
    ),
    "answer_question": (said("What we answer", needed=False), _FILES),
    "remind": _CHASING,
    "ask_liaison": _CHASING,
    "call_authority": _CHASING,
    "send_note": _CHASING,
    "record_postponement": (
        said("Why they postpone", needed=False),
        Field(
            "review_on",
            "Ask again on",
            kind=Kind.DAY,
            needed=False,
            due="Ask what has become of the postponement",
            effect="Ask whether the reason still stands.",
        ),
    ),
    "record_acceptance": (REFERENCE, NOTE),
    "record_acceptance_in_part": (said("What they accept and what not", needed=False), REFERENCE),
    "record_conditions": (said("Their conditions", "One per line", needed=False), REFERENCE),
    "record_refusal": (
        Field(
            "grounds",
            "Grounds they name",
            "What the answer says, not what we think of it; figures and lessons count by them",
            Kind.SEVERAL,
            choices=GROUNDS,
        ),
        said("Their reasons", "As they give them; what is learned from them helps the next request", needed=False),
        Field("article", "Articles they name", needed=False),
        REFERENCE,
        _FILES,
    ),
    "record_part_results": (said("What has come", needed=False), _FILES),
    "record_results": (
        said("What has come", needed=False),
        Field("use_conditions", "Conditions of use", "One per line; they bind us", Kind.LINES, needed=False),
        _FILES,
    ),
    "record_part_execution": (said("What was done and what not", needed=False), _FILES),
    "record_no_execution": (said("Why it could not be done", needed=False), _FILES),
    "give_feedback": (
        Field(
            "use",
            "What it was used for",
            kind=Kind.CHOICE,
            choices=(
                "evidence_in_court",
                "investigation",
                "recovery_of_assets",
                "surrender",
                "not_used",
                "not_yet_known",
            ),
        ),
        said("What we tell them", "What helped, what was missing; it goes to those who did the work"),
    ),
    "withdraw": (said("Why it is withdrawn"),),
    "reopen": (said("Why it is taken up again"),),
    "close": (NOTE,),
    **dict.fromkeys(
        (
            "start_drafting",
            "confirm_review",
            "sign",
            "revise",
            "choose_again",
            "record_delivery",
            "record_non_delivery",
        ),
        (NOTE,),
    ),
    **dict.fromkeys(("send", "send_again"), (WAY, NOTE)),
}
