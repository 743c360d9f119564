"""An identifier tells when it was made, and no two are alike."""

import datetime as dt
import uuid

from comity.exchange.identifiers import new_id

AT = dt.datetime(2026, 11, 21, 9, 0, 0, 123_000, tzinfo=dt.UTC)


def test_an_identifier_is_of_version_7_and_holds_the_moment_to_the_thousandth() -> None:
    made = [uuid.UUID(new_id(AT)) for _ in range(200)]
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {uuid.RFC_4122}
    assert {one.int >> 80 for one in made} == {int(AT.timestamp() * 1000)}
    assert len(set(made)) == 200


def test_every_other_place_of_it_is_drawn() -> None:
    """62 places at its end and 12 in its middle: none is always 0, none always 1."""
    made = [uuid.UUID(new_id(AT)).int for _ in range(200)]
    either = [place for place in range(128) if len({one >> place & 1 for one in made}) == 2]
    assert either == [*range(62), *range(64, 76)]


def test_identifiers_sort_by_their_moments() -> None:
    moments = [AT + dt.timedelta(milliseconds=n) for n in range(5)]
    made = [new_id(at) for at in moments]
    assert made == sorted(made)
