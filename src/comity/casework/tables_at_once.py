"""All tables of an application made in one step of a migration, so that a new office begins within seconds.

Django works the models out anew after every single operation, each time more of them; here they are worked out once.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class TablesAtOnce(Operation):
    """Operations that together describe tables where there are none yet: new models and what is added to them."""

    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """How a migration file writes it."""
        return self.__class__.__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Describe all models; they are worked out when somebody asks for them, not after each one."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, _from: ProjectState, to_state: ProjectState
    ) -> None:
        """Make each table as it is in the end; references between them are checked when all are there."""
        for model in self._models():
            schema_editor.create_model(to_state.apps.get_model(app_label, model))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, _to: ProjectState
    ) -> None:
        """Take the tables away again, the newest first."""
        for model in reversed(self._models()):
            schema_editor.delete_model(from_state.apps.get_model(app_label, model))

    def _models(self) -> list[str]:
        return [operation.name for operation in self.operations if isinstance(operation, CreateModel)]

    def describe(self) -> str:
        """What it does."""
        return f"Create {len(self._models())} tables at once"
