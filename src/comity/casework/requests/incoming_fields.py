"""What each step with a received request asks for."""

from comity.casework.requests.step_fields import LETTER, NOTE, REFERENCE, Field, Kind, said

# What a request should hold (UNCAC 46(15) and the like) and may lack.
LACKING = (
    "authority",
    "proceedings",
    "statement_of_facts",
    "assistance_sought",
    "persons_concerned",
    "purpose",
    "provisions",
    "legal_basis",
    "order_or_warrant",
    "signature",
    "translation",
)
PRIORITIES = ("urgent", "high", "normal", "low")
_ANSWER_BY = Field(
    "answer_by",
    "Answer by",
    "Leave time for a letter and a translation; the date stands on the desk until the answer is here",
    Kind.DAY,
    needed=False,
    due="Their answer is expected",
    effect="Ask again, or go on with what is here.",
)
_AUTHORITY = "The name of the authority, as it stands in letters"

INCOMING_FIELDS: dict[str, tuple[Field, ...]] = {
    "return_unregistered": (
        Field("lacking", "What it lacks", "What must be there before it is registered", Kind.SEVERAL, choices=LACKING),
        said("Why it goes back", "In words that the sender can act on"),
    ),
    "forward": (
        Field("authority", "Forward to", _AUTHORITY),
        said("Why it is theirs", "Which competence, and how the sender is told"),
    ),
    "acknowledge": (
        *LETTER,
        Field("next_steps", "What happens next", "One line each; it stands in the letter", Kind.LINES, needed=False),
    ),
    "triage": (
        Field("priority", "Priority", kind=Kind.CHOICE, choices=PRIORITIES),
        said("Why this priority", "Urgency, danger of loss, weight of the case, work it takes"),
    ),
    "start_review": (NOTE,),
    "ask_information": (
        Field("questions", "What is missing", "One question per line; each stands in the letter", Kind.LINES),
        _ANSWER_BY,
        *LETTER,
    ),
    "record_information": (
        said("What has come", "Which of the questions it answers, and which are still open"),
        Field("files", "Documents", kind=Kind.FILES, needed=False),
    ),
    "open_consultation": (
        Field("considered", "What is considered", kind=Kind.CHOICE, choices=("refusal", "postponement")),
        Field("grounds", "Grounds under consideration", "From the checklist: what stands or is unknown", Kind.GROUNDS),
        said("The facts on which they rest", "The sender reads this, and answers it"),
        Field(
            "conditions",
            "Conditions on which help could be given",
            "One per line; accepted conditions are binding",
            Kind.LINES,
            needed=False,
        ),
        _ANSWER_BY,
        *LETTER,
    ),
    "end_consultation": (
        Field(
            "view",
            "What the sender does",
            kind=Kind.CHOICE,
            choices=("maintains", "amends", "accepts_conditions", "withdraws_in_part", "no_answer"),
        ),
        said("The sender's view", "As they put it; where they did not answer, how and when they were asked"),
        Field("files", "Documents", kind=Kind.FILES, needed=False),
    ),
    "postpone": (
        Field("grounds", "Grounds of the postponement", "Those on which the sender was consulted", Kind.GROUNDS),
        said("Why it has to wait"),
        Field(
            "review_on",
            "Look at it again on",
            "A postponement without an end is a refusal",
            Kind.DAY,
            due="Look at the postponement again",
            effect="Take up the review, or say why it still has to wait.",
        ),
    ),
    "refuse": (
        Field("grounds", "Grounds of the refusal", "Only those on which the sender was consulted", Kind.GROUNDS),
        said("The facts on which they rest", "They stand in the letter, under each ground"),
        Field("remedies", "What remains possible", "A new request, a remedy, another way", Kind.TEXT, needed=False),
        *LETTER,
    ),
    "accept": (NOTE,),
    "accept_with_conditions": (
        Field("conditions", "Conditions", "One per line, as the sender has to accept them", Kind.LINES),
        NOTE,
    ),
    "accept_in_part": (
        Field("accepted", "What is accepted", kind=Kind.TEXT),
        Field("grounds", "Grounds for the rest", "From the checklist: what stands in its way", Kind.GROUNDS),
        said("What is not accepted, and on which facts"),
    ),
    "allocate": (
        Field("authority", "Executing authority", _AUTHORITY),
        Field(
            "execute_by",
            "Execute by",
            kind=Kind.DAY,
            needed=False,
            due="Execution is expected",
            effect="Ask the executing authority how far it is.",
        ),
        NOTE,
    ),
    "record_remedy": (
        Field("by", "Who has lodged it"),
        Field("remedy", "Which remedy, before which court"),
        Field("suspends", "Does it stop the execution", kind=Kind.CHOICE, choices=("yes", "no", "unknown")),
        said("What it rests on", needed=False),
    ),
    "end_remedy": (
        Field("outcome", "Outcome", kind=Kind.CHOICE, choices=("dismissed", "upheld", "upheld_in_part", "withdrawn")),
        said("What was decided", "With the day and the number of the decision"),
    ),
    "execute_in_full": (said("What was done", needed=False),),
    "execute_in_part": (
        Field("accepted", "What was done", kind=Kind.TEXT),
        said("What was not done, and why"),
    ),
    "report_no_execution": (said("What was tried, and why it did not succeed"),),
    "send_results": (*LETTER, NOTE),
    "confirm_receipt": (REFERENCE, NOTE),
    "close": (NOTE,),
    "supplement": (said("What is asked in addition"),),
    "answer_status": (
        said("What was answered", "Where the request stands, and what the next step is"),
        Field(
            "expected",
            "Next step expected on",
            "The other office shows this day beside the request",
            Kind.DAY,
            needed=False,
            due="The next step was announced",
            effect="Take it, or tell the other state a new day.",
        ),
        Field("by", "By whom", "The authority that takes the next step", needed=False),
    ),
    "record_withdrawal": (said("What they say", needed=False), REFERENCE),
    "register": (NOTE,),
    "start_execution": (NOTE,),
}
