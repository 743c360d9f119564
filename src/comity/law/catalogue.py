"""Every rule of the law room in one list: for the table of facts, the coverage page and the checks."""

from functools import cache

from comity.law.applicable import own_rules
from comity.law.instruments import instruments
from comity.law.profiles import profiled_states
from comity.law.rules import Rule
from comity.law.vocabulary import MEASURES


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rules of every instrument and of every state's own law."""
    own = {rule.id: rule for state in profiled_states() for measure in MEASURES for rule in own_rules(state, measure)}
    return (*(rule for item in instruments().values() for rule in item.rules), *own.values())
