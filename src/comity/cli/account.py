"""``comity account``: agencies and people of an office, for whoever runs its machine."""

from pathlib import Path
from typing import Annotated

import typer

from comity.casefile.case import Handling
from comity.casefile.people import AgencyKind
from comity.casework.identity import Role
from comity.cli.office_folder import Folder, office_folder
from comity.cli.output import JsonFlag, print_json, print_line
from comity.common.errors import BadInputError

app = typer.Typer(help="Agencies and people of an office.", no_args_is_help=True)

Username = Annotated[str, typer.Argument(help="The name of sign-in.")]
AgencyKey = Annotated[str, typer.Argument(help="A short key; case files name the agency by it.")]
FullName = Annotated[str, typer.Option("--name", help="The name as others read it.")]
OfAgency = Annotated[str, typer.Option("--agency", help="The key of the person's agency.")]
Kind = Annotated[AgencyKind, typer.Option("--kind", help="What the agency is.")]
State = Annotated[str, typer.Option("--state", help="The state it belongs to (ISO 3166-1 alpha-3).")]
Roles = Annotated[list[str], typer.Option("--role", help="What the person is trusted with; may be repeated.")]
Clearance = Annotated[Handling, typer.Option("--clearance", help="The highest handling the person may see.")]
Password = Annotated[str, typer.Option("--password", prompt=True, hide_input=True, confirmation_prompt=True)]


@app.command("agency")
def add_agency(
    key: AgencyKey, name: FullName, kind: Kind, state: State, folder: Folder = None, json: JsonFlag = False
) -> None:
    """Add an agency of this state to the office."""
    from comity.law.states import read_state  # noqa: PLC0415 - only to check the code

    code = read_state(state)
    _open(folder)
    from comity.casework.agencies.models import Agency  # noqa: PLC0415 - needs the office
    from comity.casework.agencies.services import agency_create  # noqa: PLC0415

    if Agency.objects.filter(key=key).exists():
        raise BadInputError(f"there is an agency '{key}' already")
    agency_create(key=key, name=name, kind=kind, state=code)
    if json:
        print_json({"agency": key, "name": name, "kind": kind.value, "state": code})
        return
    print_line(f"Agency {key} added.")


@app.command("add")
def add_account(
    username: Username,
    name: FullName,
    agency: OfAgency,
    role: Roles,
    password: Password,
    clearance: Clearance = Handling.OFFICIAL_USE,
    folder: Folder = None,
    json: JsonFlag = False,
) -> None:
    """Open an account, and print once the secret for the person's authenticator application."""
    trusted = [_role(text) for text in role]
    _open(folder)
    from comity.casework.accounts.passwords import office_words, password_check  # noqa: PLC0415 - needs the office
    from comity.casework.accounts.services import user_create  # noqa: PLC0415
    from comity.casework.accounts.totp import new_secret, provisioning_uri, text_of  # noqa: PLC0415
    from comity.casework.agencies.models import Agency  # noqa: PLC0415

    home = Agency.objects.filter(key=agency).first()
    if home is None:
        known = ", ".join(Agency.objects.values_list("key", flat=True)) or "none; 'comity account agency' adds one"
        raise BadInputError(f"there is no agency '{agency}' (known: {known})")
    password_check(password, username, words=office_words())
    secret = new_secret()
    user_create(
        username=username,
        name=name,
        agency=home,
        roles=trusted,
        password=password,
        clearance=clearance,
        totp_secret=secret,
    )
    _tell(username, text_of(secret), provisioning_uri(secret, username), json)


def _tell(username: str, secret: str, uri: str, json: bool) -> None:
    if json:
        print_json({"username": username, "second_factor": secret, "uri": uri})
        return
    print_line(f"Account {username} opened. For the authenticator application, shown only now: {secret}")


def _role(text: str) -> Role:
    if text not in set(Role):
        raise BadInputError(f"'{text}' is not a role; roles are {', '.join(Role)}")
    return Role(text)


def _open(folder: Path | None) -> None:
    """The office in a folder, with its tables brought to this version."""
    from comity.web import starting  # noqa: PLC0415 - Django is slow to import

    starting.prepare_django(starting.Place(office_folder(folder, demo=False)))
    starting.make_tables()


def register(into: typer.Typer) -> None:
    """Add the group of commands."""
    into.add_typer(app, name="account")
