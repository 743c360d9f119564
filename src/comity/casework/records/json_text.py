"""Data kept as JSON text: PostgreSQL's own JSON forgets the order of keys, and that of languages means something."""

import json
from typing import Any

from django.db import models


class JsonText(models.TextField):  # type: ignore[type-arg]  # cannot be subscripted when it runs
    """Plain data in one column, with its keys in the order in which they were written."""

    _pyi_private_set_type: Any  # for the type checker: any plain data may be kept
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *_context: object) -> Any:  # noqa: ANN401 - plain data
        """Read it from the database."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:  # noqa: ANN401
        """Take plain data as it is."""
        return value

    def get_prep_value(self, value: Any) -> str:  # noqa: ANN401
        """Write it for the database."""
        return json.dumps(value, ensure_ascii=False)
