"""What a counterpart answers is a refusal where it gives a known reason, and anything else is tried again later."""

import json

import pytest

from comity.exchange.refusal import Refusal, RefusedError
from comity.exchange.wire.client import NotReachedError, _refusal
from comity.exchange.wire.protocol import problem, status_of


@pytest.mark.parametrize("code", list(Refusal))
def test_a_problem_is_read_as_the_refusal_it_was_or_as_worth_another_try(code: Refusal) -> None:
    found = _refusal(problem(code, "because"), status_of(code))
    again = code in {Refusal.OUT_OF_SPACE, Refusal.NOT_IN_FORCE, Refusal.DISK_FAILED, Refusal.DIGEST_MISMATCH}
    assert isinstance(found, NotReachedError if again else RefusedError)
    assert "the counterpart: because" in str(found)
    assert again or (isinstance(found, RefusedError) and found.code is code)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>502 Bad Gateway</html>",
        b"[]",
        json.dumps({"code": "of a later version", "title": "x", "retry": False}).encode(),
        json.dumps({"title": "x", "retry": False}).encode(),
        json.dumps({"code": "damaged", "retry": False}).encode(),
        json.dumps({"code": "damaged", "title": "x"}).encode(),
    ],
)
def test_an_answer_without_a_reason_of_the_protocol_is_no_refusal(answer: bytes) -> None:
    found = _refusal(answer, 502)
    assert isinstance(found, NotReachedError)
    assert "answered 502 without a reason" in str(found)


def test_each_status_is_the_one_that_other_tools_understand() -> None:
    told = {code: status_of(code).value for code in Refusal if status_of(code).value != 422}
    assert told == {
        Refusal.OUT_OF_SPACE: 507,
        Refusal.NOT_IN_FORCE: 503,
        Refusal.DISK_FAILED: 503,
        Refusal.EQUIVOCATION: 409,
        Refusal.LIMIT_EXCEEDED: 413,
        Refusal.UNTRUSTED_SENDER: 403,
        Refusal.NOT_PERMITTED: 403,
    }
