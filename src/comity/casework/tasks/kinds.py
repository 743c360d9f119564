"""What a task can be: a closed list. What is not in it cannot be asked of anybody.

There is no kind for approaching the family, friends or colleagues of a person sought, and none will be added: a state
that reaches for a person through those around them leaves the law (docs/decisions/0032-no-pressure-on-relatives.md).
"""

from enum import StrEnum


class TaskKind(StrEnum):
    """What is to be done."""

    SECURE_EVIDENCE = "secure_evidence"
    ESTABLISH_IDENTITY = "establish_identity"
    SCREEN_NAMES = "screen_names"
    TRACE_ASSETS = "trace_assets"
    PRESERVE_ASSETS = "preserve_assets"
    VALUE_ASSETS = "value_assets"
    ASK_AUTHORITY = "ask_authority"
    PREPARE_REQUEST = "prepare_request"
    TRANSLATE = "translate"
    REVIEW_SAFEGUARDS = "review_safeguards"
    CONSULT = "consult"
    FOLLOW_UP = "follow_up"
    RETURN_ORIGINALS = "return_originals"
    DECIDE = "decide"
    RECORD = "record"
