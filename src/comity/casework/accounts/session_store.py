"""Sessions in a table that says whose they are, so that a person sees where they are signed in and can end it."""

import datetime as dt
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from comity.casework.accounts.models import Session


class SessionStore(DatabaseStore):
    """Django's sessions in the database, each with its person, browser and beginning."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table of sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of a session; person, browser and beginning are written beside its sealed content."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # the class named above
        whose = data.get("_auth_user_id")
        row.user_id = int(whose) if whose else None
        row.agent = str(data.get("agent", ""))[:200]
        row.started, row.seen = _moment(data, "started"), _moment(data, "seen")
        return row


def _moment(data: dict[str, Any], name: str) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(data[name], dt.UTC) if name in data else None
