"""Fail points: named places at which a test kills the process, to show that nothing acknowledged is ever lost.

A test sets COMITY_FAIL_POINT; nobody else does. The names are listed here, so that a test can visit every one.
"""

import os
import signal

NAMES = (
    "init:in_transaction",
    "init:committed",
    "seal:before_file",
    "seal:file_written",
    "seal:file_named",
    "seal:in_transaction",
    "seal:committed",
    "receive:before_name",
    "receive:file_named",
    "receive:in_transaction",
    "receive:committed",
    "release:in_transaction",
    "open:before_folder",
    "open:folder_named",
    "open:committed",
    "receipt:in_transaction",
    "receipt:committed",
    "piece:before_write",
    "piece:written",
    "piece:synced",
    "send:before_request",
    "send:answered",
    "send:before_done",
    "send:done",
    "serve:before_answer",
    "trust:committed",
    "delete:before_file",
    "delete:committed",
    "durable:before_name",
    "durable:named",
    "renew:in_transaction",
    "renew:committed",
    "trust:in_transaction",
    "extract:before_name",
    "extract:named",
    "open:in_transaction",
    "match:in_transaction",
    "match:committed",
    "reserve:in_transaction",
    "reserve:committed",
    "refuse:in_transaction",
    "refuse:committed",
    "enter:in_transaction",
    "enter:committed",
    "later:in_transaction",
    "later:committed",
    "stop:in_transaction",
    "stop:committed",
    "push:before_request",
    "push:answered",
    "remember:in_transaction",
    "remember:committed",
    "delete:in_transaction",
    "print:in_transaction",
    "told:in_transaction",
    "desk:opened",
    "desk:told_again",
    "desk:entered",
    "files:before_taking",
    "files:in_transaction",
    "files:committed",
    "files:set_aside",
    "dispatch:in_transaction",
    "export:in_transaction",
    "export:committed",
)


def fail_point(name: str) -> None:
    """Die here as by a power cut, where a test asked for it."""
    if os.environ.get("COMITY_FAIL_POINT") == name:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
