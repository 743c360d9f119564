"""The checks of the safeguard gate: which of them a measure needs, and what each asks."""

from enum import StrEnum

from comity.casefile.requests import Check


class Purpose(StrEnum):
    """What a safeguard review opens the gate for."""

    BEFORE_SENDING = "before_sending"
    BEFORE_SURRENDER = "before_surrender"
    BEFORE_DEPARTURE = "before_departure"


# Where a person is moved all of them are needed; where only evidence or property is asked for, these.
CHECKS: dict[str, str] = {
    "non_refoulement": "Would removal expose the person to persecution, torture or other irreparable harm?",
    "political_offence": "Is the offence political, or connected with a political one?",
    "discrimination": "Does the request serve to punish for race, religion, nationality, origin, sex or opinion?",
    "fair_trial": "Can a fair trial be expected, also where judgment was given in absence?",
    "in_absentia": "Was judgment given in absence, and if so, is a retrial or a full appeal open to the person?",
    "torture": "Is there a danger of torture or inhuman treatment, in detention too?",
    "death_penalty": "Could the death penalty be imposed or carried out?",
    "refugee_status": "Has the person asylum, or asked for it?",
    "double_jeopardy": "Was the person already tried for the same facts?",
    "proportionality": "Is the measure in proportion to the offence, and would a lighter one do?",
}
_MOVING = frozenset({"extradition", "provisional_arrest", "transfer_of_sentenced", "denial_of_entry"})
_ALWAYS = ("political_offence", "discrimination", "fair_trial", "double_jeopardy", "proportionality")
_OFFICE_ONLY = frozenset({"in_absentia", "proportionality"})  # the case file has no place for these two


def checks_for(measure: str) -> tuple[str, ...]:
    """The checks that a measure needs."""
    return tuple(CHECKS) if measure in _MOVING else _ALWAYS


def open_checks(measure: str, answers: dict[str, str]) -> tuple[str, ...]:
    """The needed checks that are not clear: a concern stops the request, and so does what nobody knows."""
    return tuple(name for name in checks_for(measure) if answers.get(name) != Check.CLEAR.value)


def for_case_file(answers: dict[str, str]) -> dict[str, str]:
    """The answers that a case file has a place for."""
    return {name: answer for name, answer in answers.items() if name not in _OFFICE_ONLY}
