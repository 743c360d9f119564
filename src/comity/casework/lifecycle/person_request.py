"""The life cycle of what a person asks about their own data: it ends with an answer to them, whatever it says."""

from comity.casework.lifecycle.table import Lifecycle, rows

PERSON_REQUEST = Lifecycle(
    "person-request",
    tuple("received passed_on decided answered".split()),
    (
        *rows("pass_on", "received passed_on", "passed_on", "passed_on_to_case"),
        *rows("find_nothing", "received", "decided", "nothing_found"),
        *rows("decide", "passed_on", "decided", "person_request_decided"),
        *rows("answer_person", "decided", "answered", "person_answered"),
    ),
)
