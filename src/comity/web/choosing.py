"""What was chosen in a form: one of what stood there. Anything else is a slip, never another choice."""

from comity.casework.cases.models import Case, Wall
from comity.casework.cases.selectors import walls_for
from comity.common.errors import BadInputError, Place
from comity.web.asking import Asking


def wall_chosen(asking: Asking, case: Case) -> Wall | None:
    """The wall that was chosen; none where the whole team was, and never because a wall was not found."""
    if not asking.text("wall"):
        return None
    wall = walls_for(asking.who, case).filter(pk=asking.number("wall")).first()
    if wall is None:
        raise BadInputError("choose from the list", Place(field="wall"))
    return wall


def step_chosen(asking: Asking, *steps: str, name: str = "action") -> str:
    """The step whose button was pressed; what no button says is not taken for the other of two."""
    said = asking.text(name)
    if said not in steps:
        raise BadInputError("choose what is to be done")
    return said
