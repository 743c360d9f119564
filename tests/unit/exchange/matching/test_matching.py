"""Two holders learn which of the asker's subjects the other holds too, and nothing else, and only under a mandate."""

import base64
import datetime as dt
from typing import Any

import pytest

from comity.exchange.formats import armour, cades, canonical
from comity.exchange.formats.cades import open_seal
from comity.exchange.matching.steps import TAG, padded_size
from comity.exchange.matching.subject_keys import birth_variants, identifier_key, name_keys, skeleton, subject_keys
from comity.exchange.node import matching
from comity.exchange.node.ceremony import own_card
from comity.exchange.node.matching import Terms, make_answer, make_ask, make_mandate, make_offer, read_result
from comity.exchange.node.status import log_entries
from comity.exchange.refusal import Refusal, RefusedError

NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
BORN = dt.date(1961, 3, 4)
PEOPLE = [
    {"id": "1", "name": "Мухаммед Тестов", "birth_date": "1961-03-04"},
    {"id": "2", "name": "Ana Example", "birth_date": "1980-01-02", "passport": "X 12-3456"},
    {"id": "3", "name": "Nobody Special", "birth_date": "1990-05-06"},
]
SUBJECTS = [
    {"id": "A", "name": "Muhammad Testov", "birth_date": "1961-03-04"},
    {"id": "B", "name": "Somebody Else", "birth_date": "1975-01-01", "passport": "x123456"},
    {"id": "C", "name": "Not There", "birth_date": "1961-03-04"},
]


def mandate(pair: Any, most: int = 64, until: dt.datetime = NOW + dt.timedelta(days=30)) -> str:
    terms = Terms("UNCAC art. 46", "C-1", "tracing proceeds", most, until)
    return make_mandate(pair.asking, own_card(pair.asked).card, terms, NOW)


def run(pair: Any) -> tuple[str, str, bytes, str, str]:
    under = mandate(pair)
    offer, tags = make_offer(pair.asked, under, PEOPLE, NOW)
    ask = make_ask(pair.asking, under, offer, SUBJECTS, NOW, variants=False)
    return under, offer, tags, ask, make_answer(pair.asked, under, ask, NOW)


def refusal_of(action: Any) -> Refusal:
    with pytest.raises(RefusedError) as refused:
        action()
    return refused.value.code


def content(text: str) -> dict[str, Any]:
    return canonical.decode(open_seal(armour.from_text(text)).content or b"")


def test_the_asker_learns_which_of_its_subjects_are_held_and_on_what_they_met(pair: Any) -> None:
    _, offer, tags, _, answer = run(pair)
    hits = read_result(pair.asking, offer, tags, answer, NOW)
    assert set(hits) == {"A", "B"}
    assert hits["B"] == ["id|passport|X123456"]


def test_the_holder_sees_a_rounded_number_and_no_name(pair: Any) -> None:
    _, _, _, ask, _ = run(pair)
    assert len(content(ask)["blinded"]) == 64 * 33 * 4 // 3
    events = [entry for entry in log_entries(pair.asked) if entry["event"].startswith("matching")]
    assert [(e["event"], e["details"]["count"]) for e in events] == [("matching_offer", 1024), ("matching_answer", 64)]
    assert "Testov" not in str(log_entries(pair.asked)) + str(log_entries(pair.asking))


def test_the_offer_says_how_many_are_held_only_to_the_next_thousand(pair: Any) -> None:
    _, _, tags, _, _ = run(pair)
    assert len(tags) == 1024 * TAG
    assert b"".join(sorted(tags[n : n + TAG] for n in range(0, len(tags), TAG))) == tags


def test_no_more_keys_are_answered_than_the_mandate_allows(pair: Any) -> None:
    under, offer, _, ask, answer = run(pair)
    assert content(make_answer(pair.asked, under, ask, NOW))["evaluated"] == content(answer)["evaluated"]
    again = make_ask(pair.asking, under, offer, SUBJECTS, NOW, variants=False)
    assert refusal_of(lambda: make_answer(pair.asked, under, again, NOW)) == Refusal.NO_MANDATE


def test_an_asker_cannot_even_ask_about_more_than_its_mandate(pair: Any) -> None:
    under = mandate(pair, most=2)
    offer, _ = make_offer(pair.asked, under, PEOPLE, NOW)
    assert refusal_of(lambda: make_ask(pair.asking, under, offer, SUBJECTS, NOW, variants=False)) == Refusal.NO_MANDATE


def test_without_a_mandate_in_force_there_is_no_match(pair: Any) -> None:
    under = mandate(pair)
    late = NOW + dt.timedelta(days=31)
    make_offer(pair.asked, under, PEOPLE, NOW)
    assert len(list((pair.asked.folder / "matching").glob("*.key"))) == 1
    assert refusal_of(lambda: make_offer(pair.asked, under, PEOPLE, late)) == Refusal.NO_MANDATE
    assert list((pair.asked.folder / "matching").glob("*.key")) == []
    assert refusal_of(lambda: make_offer(pair.asking, under, PEOPLE, NOW)) == Refusal.NO_MANDATE
    assert refusal_of(lambda: make_offer(pair.stranger, under, PEOPLE, NOW)) == Refusal.UNTRUSTED_SENDER


def test_an_answer_under_another_key_does_not_pass(pair: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    under = mandate(pair)
    offer, tags = make_offer(pair.asked, under, PEOPLE, NOW)
    ask = make_ask(pair.asking, under, offer, SUBJECTS, NOW, variants=False)
    next((pair.asked.folder / "matching").glob("*.key")).write_bytes(bytes(32))
    answer = make_answer(pair.asked, under, ask, NOW)
    assert refusal_of(lambda: read_result(pair.asking, offer, tags, answer, NOW)) == Refusal.SIGNATURE_INVALID


@pytest.mark.parametrize("what", ["replayed", "its proof alone", "cut short"])
def test_an_answer_to_another_ask_sealed_again_for_this_one_does_not_pass(pair: Any, what: str) -> None:
    under = mandate(pair, most=128)
    offer, tags = make_offer(pair.asked, under, PEOPLE, NOW)
    asks = [make_ask(pair.asking, under, offer, SUBJECTS, NOW, variants=False) for _ in range(2)]
    first, second = (content(make_answer(pair.asked, under, ask, NOW)) for ask in asks)
    cut = base64.b64encode(base64.b64decode(second["evaluated"])[:-33]).decode("ascii")
    changed = {
        "replayed": first | {"ask": second["ask"]},
        "its proof alone": second | {"proof": first["proof"]},
        "cut short": second | {"evaluated": cut},
    }[what]
    signer = cades.signer(pair.asked.keys.seal_key)
    sealed = cades.seal(canonical.encode(changed), pair.asked.keys.seal, signer, NOW, detached=False)
    before = len(log_entries(pair.asking))
    refused = refusal_of(lambda: read_result(pair.asking, offer, tags, armour.to_text(sealed), NOW))
    assert refused in {Refusal.SIGNATURE_INVALID, Refusal.DAMAGED}
    assert len(log_entries(pair.asking)) == before, "nothing was learned and nothing is logged as a result"


def test_altered_tags_are_noticed(pair: Any) -> None:
    _, offer, tags, _, answer = run(pair)
    assert refusal_of(lambda: read_result(pair.asking, offer, tags[:-8], answer, NOW)) == Refusal.DIGEST_MISMATCH


def test_an_inspector_can_see_later_what_was_asked(pair: Any) -> None:
    run(pair)
    kept = next((pair.asking.folder / "matching").glob("*.json")).read_text("utf-8")
    assert "X123456" in kept
    assert kept.count("padding|") == 64 - len([k for row in SUBJECTS for k in subject_keys(row)])


def test_many_tags_are_computed_on_every_core_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"n2|a|b|{n}" for n in range(6)]
    alone = matching.compute_tags(12345, texts)
    monkeypatch.setattr(matching, "PARALLEL_FROM", 1)
    assert matching.compute_tags(12345, texts) == alone


@pytest.mark.parametrize(
    ("one", "other"), [("mukhammed", "muhammad"), ("mhmd", "mohamed"), ("qaddafi", "kadafi"), ("zoubir", "subir")]
)
def test_spellings_of_one_sound_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_the_order_of_a_name_and_its_particles_do_not_matter() -> None:
    assert (
        name_keys("Salman bin Muhammad", BORN) == name_keys("محمد بن سلمان", BORN) == name_keys("Muhammad SALMAN", BORN)
    )


def test_a_single_word_needs_a_wide_mandate() -> None:
    assert name_keys("Madonna", BORN) == set()
    assert len(name_keys("Madonna", BORN, wide=True)) == 1


def test_usual_slips_in_birth_dates_are_asked_about_once_each() -> None:
    assert dt.date(1961, 4, 3) in birth_variants(BORN)
    assert len(birth_variants(dt.date(1960, 2, 29))) == 3
    assert identifier_key("passport", "a-1") is None


@pytest.mark.parametrize(("count", "size"), [(1, 64), (64, 64), (65, 256), (300, 300)])
def test_an_ask_is_filled_up(count: int, size: int) -> None:
    assert padded_size(count, 300) == size
