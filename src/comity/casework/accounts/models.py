"""Accounts: one person, one agency, the roles they are trusted with, their factors, and where they are signed in."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from comity.casefile.case import Handling
from comity.casework.agencies.models import Agency
from comity.casework.identity import Identity, Role


class UserManager(BaseUserManager["User"]):
    """Finds accounts by the name of sign-in, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account with this name of sign-in."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person of the office."""

    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="people")
    roles = models.JSONField(default=list)
    clearance = models.CharField(max_length=20, default=Handling.OFFICIAL_USE.value)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # somebody else knows the password
    password_given = models.DateTimeField(null=True)  # when the office made that password up
    directory_name = models.CharField(max_length=200, blank=True)  # signs in through the directory, which calls them so
    directory_mark = models.CharField(max_length=600, blank=True)  # who that is there, from the first sign-in on
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_used = models.BigIntegerField(default=0)  # the last time step that was used: a code works once
    notices_read = models.BigIntegerField(default=-1)  # the last entry of the log they were told about and have read

    USERNAME_FIELD = "username"
    objects = UserManager()

    def __str__(self) -> str:
        """Their name."""
        return self.name

    @property
    def has_second_factor(self) -> bool:
        """Whether a second factor is set up: one-time codes or a passkey."""
        return bool(self.totp_secret) or self.passkeys.exists()

    def identity(self, *, strong: bool = False) -> Identity:
        """Who they are to the permission policy; ``strong`` where a second factor was shown."""
        return Identity(
            user=self.pk,
            agency=self.agency.key,
            roles=frozenset(Role(role) for role in self.roles),
            clearance=Handling(self.clearance),
            active=self.is_active,
            strong=strong,
        )


class Passkey(models.Model):
    """A key in a person's device; the office keeps its public part, and how often it was used."""

    user = models.ForeignKey(User, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=80)
    key_id = models.CharField(max_length=1400, unique=True)  # base64url
    public_key = models.BinaryField()  # COSE
    uses = models.BigIntegerField(default=0)
    made = models.DateTimeField()
    used = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """A code for the day on which the telephone is lost; kept as passwords are, and good once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    hashed = models.CharField(max_length=200)  # Argon2id of the code's SHA-256, with a salt of its own
    used = models.DateTimeField(null=True)


class ApiToken(models.Model):
    """A key with which a program acts for a person; kept as its digest, limited in scope and time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)


class SignInFailure(models.Model):
    """A sign-in that failed a moment ago; what is older than the limit's time is deleted."""

    username = models.CharField(max_length=80)
    address = models.CharField(max_length=45)
    at = models.DateTimeField(db_index=True)


class SignInPlace(models.Model):
    """A network and kind of browser from which a person signs in, as a mark that does not say which."""

    user = models.ForeignKey(User, models.CASCADE, related_name="places")
    mark = models.CharField(max_length=64)
    seen = models.DateTimeField()

    class Meta:
        """A place is noted once for each person."""

        constraints = (models.UniqueConstraint(fields=["user", "mark"], name="place_once"),)


class AccountNotice(models.Model):
    """An entry of the log that its person is told about: it changed how they sign in."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    entry = models.OneToOneField("casework.LogEntry", models.PROTECT, related_name="+")


class Session(AbstractBaseSession):
    """A browser that is signed in; deleting it signs the person out there at their next request."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    agent = models.CharField(max_length=200, default="")
    started = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)  # to the minute

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Where sessions are read and written."""
        store: type[SessionBase] = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return store
