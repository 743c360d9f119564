"""``comity permissions``: who may do what, as the policy says it."""

import typer

from comity.cli.output import JsonFlag, print_json, print_table


def permissions(json: JsonFlag = False) -> None:
    """Print the permission policy: each permission with the ways to it; everything else is denied."""
    from comity.casework.access import POLICY  # noqa: PLC0415 - only this command needs the policy

    rows = [(str(permission), [[p.__name__ for p in way] for way in ways]) for permission, ways in POLICY.items()]
    if json:
        print_json([{"permission": permission, "any_of": ways} for permission, ways in rows])
        return
    told = [(permission, "\nor ".join(" and ".join(way) for way in ways)) for permission, ways in rows]
    print_table("Permissions (what is not allowed here is denied)", ("Permission", "Any of"), told)
    used = {p.__name__: p.__doc__ or "" for ways in POLICY.values() for way in ways for p in way}
    print_table("Where", ("Predicate", "Means"), sorted(used.items()))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("permissions")(permissions)
