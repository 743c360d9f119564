"""The table of commands: each is read from its file only when it is called, so that the first answer comes at once.

Write a new command as a function in ``comity/cli/<noun>.py`` with a ``register(app)``, and enter it here; a test
compares this table with what the files register and with the first sentence of each command.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from comity.common.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Heading of the help -> command -> (its file, its first sentence).
COMMANDS: "Mapping[str, Mapping[str, tuple[str, str]]]" = {
    "From the case to the letter": {
        "prepare": (
            "prepare",
            "Find the route of every request of a case, review it, and write the letters of those that are ready.",
        ),
        "route": (
            "route",
            "Find every lawful route for a measure between two states, ranked, with reasons and open questions.",
        ),
        "review": (
            "review",
            "Review a request before anybody signs it: what blocks, what needs a decision, what would make it better.",
        ),
        "draft": (
            "draft",
            "Write a request as REQUEST.docx, REQUEST.pdf and REQUEST.json; refuse while a blocking finding is open.",
        ),
        "letter": (
            "letter",
            "Write an answer to a request (receipt, consultation, refusal) or an undertaking of reciprocity.",
        ),
        "case": ("case", "Case files: check them, see their shape, convert them."),
        "demo": ("demo", "Take the shipped synthetic cases from the case file to requests ready for signature."),
    },
    "The law": {
        "parties": (
            "parties",
            "Tell the status of one state, or of every state, under a multilateral instrument on a day.",
        ),
        "instruments": (
            "parties",
            "Tell which treaties and designations stand between two states on a day, and whether each applies.",
        ),
        "clock": (
            "clock",
            "Compute when something is due, with its article, the holidays met and every step of the reasoning.",
        ),
        "offences": (
            "offences",
            "List the conduct of the conventions, or who punishes one kind of conduct and by which offence.",
        ),
        "dual-criminality": (
            "offences",
            "Compare conduct with the offences of two states, and name the element that decides.",
        ),
        "matrix": ("matrix", "Solve one measure for every pair of states; count the verdicts and write the cells."),
        "network": (
            "network",
            "Show the network of routes, one state's place in it, its gaps, and what one accession would change.",
        ),
        "profile": (
            "profile",
            "Show everything the data knows of a state as requested state, dated and graded, and what is missing.",
        ),
        "facts": ("facts", "List every fact the rules can ask for: type, unit, meaning and the rules that use it."),
        "review-rules": (
            "review",
            "List every rule of the review: what it asks, how grave it is, which measures it looks at, its source.",
        ),
        "commitments": (
            "commitments",
            "Show the commitments and memberships of networks that a state has on record, with evidence and date.",
        ),
        "coverage": (
            "coverage",
            "Show the coverage of every instrument and state: complete, partial or not yet, and when it was checked.",
        ),
        "depositary": (
            "depositary",
            "Propose dated, sourced rows from a depositary's saved page, beside the party list; nothing is changed.",
        ),
        "lawdata": ("lawdata", "Check the law files and build the data that ships."),
    },
    "The money": {
        "trace": (
            "trace",
            "Trace money through a ledger under one or several rules and write holdings, moves, paths and an exhibit.",
        ),
        "trace-rules": (
            "trace_rules",
            "The rule by which a state's courts follow money into mixed accounts, for which purpose, since when.",
        ),
        "trace-index": (
            "trace_index",
            "Index a ledger, so that each later trace of it reads its own transfers only and gives the same figures.",
        ),
        "trace-origin": (
            "trace_index",
            "Say where the money on an account, or of one transfer, came from, back to where it entered the ledger.",
        ),
        "statements": (
            "statements",
            "Read bank statements into one ledger; openings, gaps, fees and money in transit are rows of their own.",
        ),
        "own": ("own", "Find owners and controllers, or holdings, under every rule, each percentage with its chains."),
    },
    "People and lists": {
        "screen": ("screen", "Look for one person or company in lists, in any script, and say why."),
        "screen-file": (
            "screen_file",
            "Screen every row of a file against lists; a run that was stopped goes on where it was.",
        ),
        "screen-index": (
            "screen",
            "Build one index file from lists; rows that cannot be read are counted and told, the rest is indexed.",
        ),
        "score-pairs": (
            "score_pairs",
            "Score pairs of names in a CSV file; each row gets a score from 0 to 1 and an explanation.",
        ),
    },
    "Between states": {
        "node": ("node", "This authority's node, whom it trusts, and what it exchanges."),
        "seal": (
            "seal",
            "Seal a request or an answer for one addressee: signed, encrypted, logged, and queued for delivery.",
        ),
        "open": (
            "seal",
            "Open a sealed file from a trusted sender to this node; anything else is refused and nothing is written.",
        ),
        "verify": ("verify", "Check every signature, digest and addressee; exit 0 only where all hold, else 3."),
        "match": ("match", "Private matching under a mandate."),
    },
    "What is known and counted": {
        "lessons": (
            "lessons",
            "Show what an office has learnt of other states, by reason, or write its own lessons for another state.",
        ),
        "library": (
            "case_library",
            "Summaries of concluded cases, by role and never by name.",
        ),
        "figures": (
            "figures",
            "Count an office's own figures from its log, say what each figure counts, or show a published series.",
        ),
    },
    "The office": {
        "serve": (
            "serve",
            "Serve the office in the browser, from its folder; --demo fills an empty one with a synthetic case.",
        ),
        "work": (
            "work",
            "Do the long work of an office (ledgers, traces, screenings), one after another; comity serve starts it.",
        ),
        "account": ("account", "Agencies and people of an office."),
        "lifecycle": (
            "lifecycle",
            "Print a life cycle: which action leads from which state to which, its guard, its clock and its event.",
        ),
        "check": (
            "check",
            "Tell in plain words what is wrong with this installation; exit 3 where anything is unsafe.",
        ),
        "advisories": (
            "advisories",
            "Hold the packages in use against a database of known weaknesses; exit 3 where one is mended too late.",
        ),
        "backup": (
            "backup",
            "Write an encrypted copy of the whole office with the head of its log, or make the key that opens copies.",
        ),
        "restore": (
            "backup",
            "Restore an office into an empty folder once every digest and its log are proven; --drill only proves.",
        ),
        "upgrade": (
            "backup",
            "Bring an office to this version: a backup first, then its tables, then a check of the whole log.",
        ),
        "api-schema": (
            "api_schema",
            "Print the OpenAPI document of the office's interface for programs.",
        ),
        "permissions": (
            "permissions",
            "Print the permission policy: each permission with the ways to it; everything else is denied.",
        ),
    },
}


def command_names() -> dict[str, tuple[str, str]]:
    """Give every command with its file and its first sentence, in the order of the help."""
    return {name: entry for section in COMMANDS.values() for name, entry in section.items()}


@cache
def read_command(name: str) -> Any:  # noqa: ANN401 - a command of the command-line library
    """Read one command from its file."""
    collected = typer.Typer(rich_markup_mode=None)
    collected.callback()(lambda: None)
    import_module(f"comity.cli.{command_names()[name][0]}").register(collected)
    return typer.main.get_command(collected).commands[name]  # type: ignore[attr-defined]


class CommandTable(TyperGroup):
    """The group of all commands; its help is the table, and a command is read when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Give the names."""
        return list(command_names())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Read one command; an unknown one is answered with those that come near."""
        if cmd_name in command_names():
            return read_command(cmd_name)
        if cmd_name.startswith("-"):
            return None
        from difflib import get_close_matches  # noqa: PLC0415 - only for a slip of the finger

        near = get_close_matches(cmd_name, command_names(), n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "'comity --help' lists them all"
        raise BadInputError(f"there is no command '{cmd_name}'; {hint}")

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Write the table, a heading for each kind of work."""
        for heading, section in COMMANDS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, sentence) for name, (_, sentence) in section.items()])
