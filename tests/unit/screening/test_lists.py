from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.screening.lists.reading import ListFile, open_list

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z"><INDIVIDUALS><INDIVIDUAL><DATAID>7</DATAID>
<FIRST_NAME>ANNA</FIRST_NAME><SECOND_NAME>TESTOVA</SECOND_NAME><NAME_ORIGINAL_SCRIPT>Анна Тестова</NAME_ORIGINAL_SCRIPT>
<GENDER>Female</GENDER><LISTED_ON>2012-12-31</LISTED_ON><NATIONALITY><VALUE>France</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ania</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>8</DATAID><FIRST_NAME>TEST BANK</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
OFAC = (
    '36,"TESTOV, Ivan","individual","X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 05 Mar 1962; nationality Cuba; Gender Male; Passport C1234567 (Cuba)."\n'
)
FTM = (
    '{"id": "a", "schema": "Person", "properties": {"name": ["Anna Testova"], "birthDate": ["1971-02-03"]}}\n'
    "not json\n"
    '{"id": "s", "schema": "Sanction", "properties": {"entity": ["a"]}}\n'
    '{"id": "a", "schema": "Company", "properties": {"name": ["Test AG"], "leiCode": ["5493001KJTIIGC8Y1R12"]}}\n'
)


def opened(path: Path, text: str | bytes) -> ListFile:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_list(path, "2026-11-02T08:00:00+00:00")


def test_the_list_of_the_united_nations_is_read(tmp_path: Path) -> None:
    un = opened(tmp_path / "un.xml", UN)
    anna, bank = un.entities
    assert (anna.names, anna.dates, anna.countries, anna.genders) == (
        ("ANNA TESTOVA", "Анна Тестова", "Ania"),
        ("1971",),
        ("France",),
        ("Female",),
    )
    assert (bank.schema, bank.names, un.origin.version) == ("Organization", ("TEST BANK",), "2026-02-27")


DECLARED = {
    "entities that explode": '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    "a file of this machine": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    "a page elsewhere": '<!DOCTYPE a [<!ENTITY b SYSTEM "http://list.example/b">]>',
    "rules from elsewhere": '<!DOCTYPE a SYSTEM "http://list.example/a.dtd">',
    "entities of parameters": '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://list.example/b"> %b;]>',
}


@pytest.mark.parametrize("declared", DECLARED)
def test_a_list_that_declares_a_document_type_is_refused_and_nothing_is_fetched(tmp_path: Path, declared: str) -> None:
    text = UN.replace("<CONSOLIDATED_LIST", DECLARED[declared] + "<CONSOLIDATED_LIST").replace("ANNA", "ANNA &b;")
    with pytest.raises(BadInputError, match="declares a document type"):
        list(opened(tmp_path / "un.xml", text).entities)


def test_a_list_of_a_hundred_thousand_elements_in_one_another_is_read_or_refused(tmp_path: Path) -> None:
    deep = "<A>" * 100_000 + "</A>" * 100_000
    assert len(list(opened(tmp_path / "un.xml", UN.replace("<INDIVIDUALS>", deep + "<INDIVIDUALS>")).entities)) == 2


def test_the_list_of_ofac_is_read_with_its_aliases(tmp_path: Path) -> None:
    (tmp_path / "alt.csv").write_text('36,12,"aka","TESTOFF, Iwan",-0-\n', encoding="utf-8")
    (ivan,) = opened(tmp_path / "sdn.csv", OFAC).entities
    assert (ivan.names, ivan.dates, ivan.countries) == (("TESTOV, Ivan", "TESTOFF, Iwan"), ("1962-03-05",), ("Cuba",))
    assert ivan.identifiers == (("passportNumber", "C1234567"),)


def test_a_broken_line_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    ftm = opened(tmp_path / "list.json", FTM)
    assert [e.schema for e in ftm.entities] == ["Person", "Company"]
    assert [(t.line, t.text) for t in ftm.troubles.told] == [
        (2, "is not a JSON document"),
        (4, 'the id "a" stands twice; both are kept'),
    ]


def test_addresses_of_the_united_nations_and_of_ofac_are_read(tmp_path: Path) -> None:
    place = "<INDIVIDUAL_ADDRESS><CITY>Brno</CITY><COUNTRY>Czechia</COUNTRY></INDIVIDUAL_ADDRESS></INDIVIDUAL>"
    anna, _ = opened(tmp_path / "un.xml", UN.replace("</INDIVIDUAL>", place)).entities
    assert anna.addresses == ("Brno, Czechia",)
    (tmp_path / "add.csv").write_text('36,25,-0- ,"Havana","Cuba",-0- \n', encoding="utf-8")
    (ivan,) = opened(tmp_path / "sdn.csv", OFAC).entities
    assert ivan.addresses == ("Havana, Cuba",)


def test_an_address_in_columns_of_its_own_is_one_address(tmp_path: Path) -> None:
    (anna,) = opened(tmp_path / "l.csv", "id,name,street,city,zip\n1,Anna Testova,Hlavní 3,Brno,602 00\n").entities
    assert anna.addresses == ("Hlavní 3, Brno, 602 00",)


def test_a_row_with_more_cells_than_the_head_is_told_and_used(tmp_path: Path) -> None:
    ftm = opened(tmp_path / "l.csv", "id,name\n1,Anna Testova,and more\n")
    assert [entity.names for entity in ftm.entities] == [("Anna Testova",)]
    assert [trouble.line for trouble in ftm.troubles.told] == [2]


def test_an_export_of_opensanctions_is_read(tmp_path: Path) -> None:
    text = (
        "id,schema,name,aliases,birth_date,countries,first_seen\n"
        "Q1,Person,Anna Testova,Ania;Анна,1971,fr;ru,2020-01-01\n"
    )
    (anna,) = opened(tmp_path / "targets.simple.csv", text).entities
    assert (anna.names, anna.countries, anna.first_seen) == (
        ("Anna Testova", "Ania", "Анна"),
        ("fr", "ru"),
        "2020-01-01",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_the_encoding_it_has(tmp_path: Path, encoding: str) -> None:
    (row,) = opened(tmp_path / "list.csv", "Full Name;DOB\nZoë Müller;1971\n".encode(encoding)).entities
    assert (row.names, row.dates, row.row) == (("Zoë Müller",), ("1971",), 2)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("<other/>", "cannot read"),
        ("<broken", "not readable as XML"),
        ("colour,size\nred,3\n", "no column is called name"),
    ],
)
def test_a_file_that_is_no_list_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(BadInputError, match=sentence):
        opened(tmp_path / "file", text)


def test_a_quotation_mark_without_its_end_swallows_no_row(tmp_path: Path) -> None:
    text = 'id,name\n1,Anna Test\n2,"Unclosed Name\n3,Bob Test\n4,Carl Test\n'
    entities = list(opened(tmp_path / "list.csv", text).entities)
    assert [(e.row, e.id, e.names) for e in entities] == [
        (2, "1", ("Anna Test",)),
        (3, "2", ("Unclosed Name",)),
        (4, "3", ("Bob Test",)),
        (5, "4", ("Carl Test",)),
    ]


def test_a_list_in_parquet_is_read(tmp_path: Path) -> None:
    import duckdb  # noqa: PLC0415 - this test alone needs it

    path = tmp_path / "list.parquet"
    duckdb.sql("SELECT 'a' AS id, 'Maria Testova' AS name, '1970' AS birth_date").write_parquet(str(path))
    opened = open_list(path, "2026-11-02")
    assert [(e.id, e.names, e.dates) for e in opened.entities] == [("a", ("Maria Testova",), ("1970",))]
