"""Accounts: one person, one agency, the roles they are trusted with, and their factors of sign-in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

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
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_used = models.BigIntegerField(default=0)  # the last time step that was used: a code works once

    USERNAME_FIELD = "username"
    objects = UserManager()

    def __str__(self) -> str:
        """Their name."""
        return self.name

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
