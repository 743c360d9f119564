"""The law data that ships is what the law files say today, and every value of law has its source."""

from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.law.catalogue import all_rules
from comity.law.compilation.build import KINDS, stale
from comity.law.facts import fact_keys
from comity.law.instruments import instruments
from comity.law.register import register
from comity.law.vocabulary import MEASURES, PURPOSES

ROOT = Path(__file__).parents[3]


def test_the_generated_data_is_what_the_law_files_say() -> None:
    assert stale(ROOT / "lawdata", ROOT / "src" / "comity" / "law" / "data") == []


def test_every_law_file_belongs_to_a_kind_that_is_compiled() -> None:
    assert len(KINDS) == len(set(KINDS))


def test_every_rule_cites_an_article_a_source_and_the_day_it_was_checked() -> None:
    for rule in all_rules():
        assert rule.article, rule.id
        assert rule.source.title, rule.id
        assert rule.source.checked, rule.id


def test_every_rule_explains_itself_in_a_sentence() -> None:
    assert all(rule.says.endswith(".") for rule in all_rules())


def test_every_rule_id_is_unique() -> None:
    ids = [rule.id for rule in all_rules()]
    assert sorted(ids) == sorted(set(ids))


def test_every_party_row_names_a_source_that_was_checked() -> None:
    for name in register().instruments:
        assert all(source.title and source.checked for source in register().instrument(name).sources), name


def test_every_fact_of_the_catalogue_is_asked_for_by_a_rule_or_by_the_contract() -> None:
    asked = {key for rule in all_rules() for key in rule.facts()} | {"conduct"}
    # These are promised to other programs and to case files, whether or not a rule of today reads them.
    promised = {"asset.kind", "asset.link", "person.age", "trial.exceptional_court"}
    assert set(fact_keys()) - asked - promised == set()


def test_instruments_name_only_measures_and_purposes_of_the_vocabulary() -> None:
    for instrument in instruments().values():
        assert set(instrument.measures) <= set(MEASURES), instrument.id
        assert set(instrument.purposes) <= set(PURPOSES), instrument.id


def test_every_measure_of_an_instrument_says_what_its_article_does() -> None:
    for instrument in instruments().values():
        for measure, basis in instrument.measures.items():
            assert basis.article, (instrument.id, measure)
            assert basis.says.endswith("."), (instrument.id, measure)


def test_a_folder_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no such folder"):
        stale(tmp_path / "nowhere", tmp_path)
