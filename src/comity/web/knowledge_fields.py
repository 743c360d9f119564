"""The fields of the forms of the knowledge room: lessons, corrections, the directory."""

from comity.casework.tasks.kinds import TaskKind
from comity.knowledge.corrections.services import ANY
from comity.knowledge.directory.roles import ContactRole
from comity.knowledge.reasons import EXPLAINED, Happened
from comity.law.vocabulary import MEASURES
from comity.web.fields import Field, Options, options
from comity.web.labels import LANGUAGES, say, word


def lesson_fields() -> list[Field]:
    """What is asked about a lesson."""
    reasons = tuple((reason.value, f"{word(reason)}: {say(explained)}") for reason, explained in EXPLAINED.items())
    return [
        Field("happened", "How it fared", "choice", options=options(Happened)),
        Field("reason", "Reason", "choice", "The nearest one; the words below say the rest.", reasons),
        Field("text", "What happened", "area"),
        Field("advice", "What to do next time", "area"),
        Field("language", "Written in", "choice", options=tuple(LANGUAGES.items())),
    ]


def step_fields() -> list[Field]:
    """What can be changed of the step of a playbook that a lesson has become."""
    return [
        Field("title", "What is to be done", "area"),
        Field("kind", "Kind", "choice", options=options(TaskKind)),
        Field(
            "days",
            "Within days",
            "number",
            "From the day on which the playbook is applied",
            width="govuk-input--width-5",
        ),
    ]


def correction_fields() -> list[Field]:
    """What is asked about a correction."""
    return [
        Field("measure", "Measure", "choice", options=options((ANY, *MEASURES))),
        Field("section", "Part of the page", hint="As its heading says"),
        Field("about", "Which fact"),
        Field("says", "What it says now", "area", "Leave empty where it is missing"),
        Field("should_say", "What it should say", "area"),
        Field("source", "Source", hint="Which text, which article, read where"),
        Field("address", "Address of the source", hint="Where others can read it, if anywhere"),
        Field("source_date", "Date of the source", "day"),
    ]


def contact_fields(nodes: Options = ()) -> list[Field]:
    """What is asked about an authority of the directory."""
    return [
        Field("role", "What one turns to it for", "choice", options=options(ContactRole)),
        Field("authority", "Authority"),
        Field("unit", "Unit"),
        Field("address", "Address", "area"),
        Field("mailbox", "Mailbox", hint="Of the office, not of a person"),
        Field("telephone", "Telephone", width="govuk-input--width-20"),
        Field("languages", "Languages", hint="Codes parted by blanks, such as en fr", width="govuk-input--width-10"),
        Field("hours", "Hours"),
        *([Field("node", "Its node", "choice", "A test message then goes there sealed", nodes)] if nodes else []),
        Field("source", "Where the address comes from"),
        Field("checked_on", "Checked on", "day"),
    ]
