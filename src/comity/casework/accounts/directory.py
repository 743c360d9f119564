"""Signing in through the directory of an authority: who that is here, and what the directory is believed.

An administrator says who of the office the directory knows, and by which name; nobody has an account because the
directory knows them. At the first sign-in the directory's own mark of the person is kept, and from then on only the
same person is let in, whatever the directory calls them later.
"""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from comity.casework.access import Permission, require
from comity.casework.accounts.models import Session, User
from comity.casework.accounts.noticing import account_log
from comity.casework.accounts.signing_in import sign_in_done
from comity.casework.identity import Identity
from comity.casework.log.services import log_append
from comity.common.errors import BadInputError, Place

MULTI_FACTOR = "mfa"
"""How a directory says that more than one factor was shown (RFC 8176, section 2)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a directory has told of a person who signed in there: its mark of them, its name for them, how they did."""

    issuer: str
    subject: str
    name: str
    methods: tuple[str, ...] = ()
    context: str = ""

    @property
    def mark(self) -> str:
        """What stays when the name changes; a subject is unique within its issuer (OpenID Connect Core, section 2)."""
        return f"{self.issuer} {self.subject}"

    def is_strong(self, contexts: frozenset[str]) -> bool:
        """Whether a second factor was shown there: said as a method, or by a context that the office accepts."""
        return MULTI_FACTOR in self.methods or self.context in contexts


@transaction.atomic
def directory_assign(*, user: User, name: str, actor: User, who: Identity) -> None:
    """Let a person sign in through the directory, and with no password here any more."""
    require(Permission.ACCOUNT_KEEP, who)
    if user.pk == who.user:
        raise BadInputError("your own account is kept by another administrator")
    name = name.strip()
    if not name or len(name) > 200:
        raise BadInputError("give the name by which the directory knows the person", Place(field="directory"))
    if User.objects.filter(directory_name__iexact=name).exclude(pk=user.pk).exists():
        raise BadInputError("somebody else signs in under this name of the directory", Place(field="directory"))
    user.directory_name, user.directory_mark = name, ""
    user.password, user.must_change_password = make_password(None), False
    user.save(update_fields=["directory_name", "directory_mark", "password", "must_change_password"])
    Session.objects.filter(user=user).delete()
    account_log(event="directory_assigned", user=user, actor=actor, details={"directory": name})


@transaction.atomic
def directory_sign_in(*, told: Told, address: str, agent: str) -> User | None:
    """Who of the office signs in, if anybody: by the mark of the directory, at the first time by the name it gives."""
    user = User.objects.filter(directory_mark=told.mark).first() or _first_time(told)
    if user is None or not user.is_active:
        details = {"directory": told.name[:200], "address": address[:45]}
        log_append(event="directory_unknown", actor=None, subject="account", key=told.name[:80], details=details)
        return None
    sign_in_done(user=user, address=address, agent=agent, by="directory")
    return user


def _first_time(told: Told) -> User | None:
    user = User.objects.filter(directory_name__iexact=told.name, directory_mark="").exclude(directory_name="").first()
    if user is not None:
        user.directory_mark = told.mark
        user.save(update_fields=["directory_mark"])
    return user
