"""Every rule of the law room in one list: for the table of facts, the coverage page and the checks."""

from functools import cache
from itertools import chain

from comity.law.applicable import own_rules
from comity.law.instruments import instruments
from comity.law.profiles import national_laws, profiled_states
from comity.law.rules import Rule
from comity.law.vocabulary import MEASURES


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rules of every instrument and of every state's own law."""
    return (
        *(rule for item in instruments().values() for rule in item.rules),
        *chain(*map(rules_of_state, profiled_states())),
    )


@cache
def rules_of_state(state: str) -> tuple[Rule, ...]:
    """Return the rules of every law of a state, in force or not yet."""
    laws = tuple(str(law["id"]) for law in national_laws(state))
    return tuple({rule.id: rule for measure in MEASURES for rule in own_rules(state, measure, laws)}.values())
