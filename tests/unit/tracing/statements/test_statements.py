"""Bank statements: every format to the cent, balances checked, debits and credits of two banks made one transfer."""

import csv
import io
import json
import random
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest

from comity.common.errors import BadInputError
from comity.tracing.ledger_files import read_ledger
from comity.tracing.statements.assemble import LEDGER_COLUMNS, Assembled, assemble
from comity.tracing.statements.rates import rates_of_lines
from comity.tracing.statements.read import read_statement_file

MT940 = """{1:F01BANKBEBBAXXX0000000000}{4:
:20:STARTUMS
:25:BE68539007547034
:28C:1/1
:60F:C240101EUR1000,00
:61:2401050105D250,50NTRFINV-77//B1
:86:Payment to DE89370400440532013000 Example Trading
consulting
:61:2401070107RD100,NTRFNONREF
:86:returned
:62F:C240131EUR849,50
-}
"""
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
<Acct><Id><IBAN>DE89 3704 0044 0532 0130 00</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">260.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="EUR">250.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2024-01-06</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>INV-77</EndToEndId></Refs>
<RltdPties><Dbtr><Pty><Nm>Ana Example</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>BE68539007547034</IBAN></Id></DbtrAcct>
</RltdPties><RmtInf><Ustrd>consulting</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">9.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
<BookgDt><Dt>2024-01-07</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""
HEAD = "account,date,amount,currency,description,counterparty account,reference,balance\n"


@pytest.fixture
def read(tmp_path: Path):
    def one(text: str, name: str = "statement.txt", **mapping: str):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_statement_file(path, mapping)

    return one


def assembled(*files, decisions=None, rates=None) -> Assembled:
    return assemble(files, decisions or {}, rates)


def test_mt940_is_read_with_its_signs_balances_and_narrative(read) -> None:
    (statement,) = read(MT940).statements
    assert (statement.account, statement.opening, statement.closing) == ("BE68539007547034", 100000, 84950)
    assert [entry.amount for entry in statement.entries] == [-25050, 10000]
    first = statement.entries[0]
    assert (first.counterparty_account, first.reference) == ("DE89370400440532013000", "INV-77")
    assert first.description.endswith("Example Trading consulting")


def test_camt053_is_read_without_what_is_only_pending(read) -> None:
    (statement,) = read(CAMT).statements
    (entry,) = statement.entries
    assert (entry.amount, entry.counterparty, entry.counterparty_account) == (25050, "Ana Example", "BE68539007547034")
    assert (statement.opening, statement.closing) == (1000, 26050)


def test_a_batch_is_split_where_its_parts_add_up(read) -> None:
    parts = "".join(f'<TxDtls><Amt Ccy="EUR">{a}</Amt></TxDtls>' for a in ("200.00", "50.50"))
    start, end = CAMT.index("<TxDtls>"), CAMT.index("</NtryDtls>")
    (statement,) = read(CAMT[:start] + parts + CAMT[end:]).statements
    assert [entry.amount for entry in statement.entries] == [20000, 5050]


def test_a_document_type_in_a_statement_is_refused(read) -> None:
    with pytest.raises(BadInputError, match="declares a document type"):
        read(CAMT.replace("<Document", "<!DOCTYPE x [<!ENTITY a 'b'>]><Document"))


def test_a_table_with_a_decimal_comma_and_newest_first_needs_only_its_mapping(read) -> None:
    text = "Datum;Soll;Haben;Saldo\n31.01.2024;;1.000,00;1.100,00\n30.01.2024;50,00;;100,00\n"
    mapping = {"decimal": ",", "date_format": "%d.%m.%Y", "currency_code": "EUR", "account_number": "K1"}
    (statement,) = read(text, "k.csv", **mapping).statements
    assert (statement.opening, statement.closing) == (15000, 110000)
    assert [entry.amount for entry in statement.entries] == [-5000, 100000]


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    path = tmp_path / "book.xlsx"
    path.write_bytes(_workbook([["date", "amount", "currency"], ["2024-01-05", "-12.34", "EUR"]]))
    (statement,) = read_statement_file(path, {}).statements
    assert [entry.amount for entry in statement.entries] == [-1234]


def _workbook(rows: list[list[str]]) -> bytes:
    """The smallest workbook: one sheet of inline texts."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in row) + "</row>" for row in rows
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="'
        'application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {space} xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return buffer.getvalue()


def test_a_debit_and_a_credit_of_two_banks_become_one_transfer_in_transit(read) -> None:
    result = assembled(read(MT940, "a.sta"), read(CAMT, "b.xml"))
    (match,) = result.matches
    assert match.score == 1.0
    assert {"same amount", "same reference", "the debit names the account"} <= set(match.because)
    assert [row.receiver for row in result.rows if row.id.endswith(("-out", "-in"))][-1] == "DE89370400440532013000"
    assert [row.description for row in result.rows].count("opening balance") == 2


def test_a_person_decides_before_the_score(read) -> None:
    files = read(MT940, "a.sta"), read(CAMT, "b.xml")
    pair = ("BE68539007547034-1", "DE89370400440532013000-1")
    assert assembled(*files, decisions={pair: False}).matches == []
    assert assembled(*files, decisions={pair: True}).matches[0].because == ("decided by a person",)


def test_a_credit_that_names_another_account_is_not_matched(read) -> None:
    text = HEAD + "A,2024-01-05,-100,EUR,,,,\nB,2024-01-05,100,EUR,,ZZ99999,,\n"
    assert assembled(read(text)).matches == []


def test_what_is_lost_on_the_way_is_a_fee_of_its_own(read) -> None:
    text = HEAD + "AAAA11,2024-01-05,-100,EUR,to BBBB22,,r1,\nBBBB22,2024-01-05,99,EUR,from AAAA11,,r1,\n"
    fees = [row for row in assembled(read(text)).rows if row.id.endswith("-fee")]
    assert [(row.sender, row.receiver, row.amount) for row in fees] == [("AAAA11", "", 100)]


def test_missing_statements_stand_as_a_transfer_and_a_caveat(read) -> None:
    first = HEAD + "A,2024-01-05,10,EUR,,,,110\n"
    later = HEAD + "A,2024-03-05,10,EUR,,,,90\n"
    result = assembled(read(first, "jan.csv"), read(later, "mar.csv"))
    gap = next(row for row in result.rows if row.description == "statements missing")
    assert (gap.sender, gap.receiver, gap.amount) == ("A", "", 3000)
    assert "gap" in {c.id for c in result.caveats}


def test_entries_that_do_not_lead_to_the_closing_balance_are_told(read) -> None:
    wrong = MT940.replace(":62F:C240131EUR849,50", ":62F:C240131EUR900,00")
    assert "does_not_add_up" in {c.id for c in assembled(read(wrong)).caveats}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("date,amount\n2024-01-01,5\n", r"statement\.txt, line 2: has no currency"),
        ("date,amount,currency\n01/02/2024,5,EUR\n", r"line 2, date: '01/02/2024' is not a date"),
        ("day,sum\n1,2\n", r"line 1: which columns are the date and the amount is not clear"),
        ("<x/>", "is XML, but not a camt.053 statement"),
        (MT940.replace("D250,50N", "Q250,50N"), r"line 6, field 61: is not an entry"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(read, text: str, sentence: str) -> None:
    with pytest.raises(BadInputError, match=sentence):
        read(text)


def test_the_ledger_that_is_written_can_be_traced(read, tmp_path: Path) -> None:
    result = assembled(read(MT940, "a.sta"), read(CAMT, "b.xml"))
    path = tmp_path / "ledger.csv"
    rows = [LEDGER_COLUMNS, *(row.cells() for row in result.rows)]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8")
    ledger = read_ledger(path)
    assert sum(ledger.amount) == sum(row.amount for row in result.rows)
    assert ledger.currency == "EUR"


def test_matching_finds_the_pairs_of_a_synthetic_truth(read) -> None:
    """Half of the amounts are round and repeat, a third of the pairs name nobody, credits come up to two days late."""
    chance = random.Random(7)
    booked = []
    for number in range(600):
        a, b = chance.sample([f"ACCT{k:04d}" for k in range(12)], 2)
        amount = chance.choice([100, 250, 500]) if chance.random() < 0.5 else chance.randrange(1, 90000) / 100
        day, named = chance.randrange(1, 25), chance.random() < 0.67
        booked.append((day, a, f"-{amount:.2f}", b if named else "", number))
        booked.append((day + chance.randrange(3), b, f"{amount:.2f}", a if named else "", number))
    booked.sort(key=lambda row: row[0])
    sides: dict[int, dict[bool, str]] = {}
    counts: dict[str, int] = {}
    lines = []
    for day, account, amount, other, number in booked:
        counts[account] = counts.get(account, 0) + 1
        sides.setdefault(number, {})[amount.startswith("-")] = f"{account}-{counts[account]}"
        lines.append(f"{account},2024-01-{day:02d},{amount},EUR,,{other},,")
    truth = {(pair[True], pair[False]) for pair in sides.values()}
    found = {(m.debit.id, m.credit.id) for m in assembled(read(HEAD + "\n".join(lines) + "\n")).matches}
    assert len(found & truth) / len(found) >= 0.98, "what is not clear is left to a person"
    assert len(found & truth) / len(truth) >= 0.75


RATES = "2024-01-05 USD EUR 0.92 Example Central Bank\n"
ABROAD = (
    HEAD + "A,2024-01-06,-1000,USD,consulting,,INV9,\nB,2024-01-08,915.40,EUR,consulting,,INV9,\n"
    "C,2024-01-08,400,EUR,,,,\n"
)


def test_a_debit_in_one_currency_and_a_credit_in_another_match_by_a_published_rate(read) -> None:
    result = assembled(read(ABROAD, "t.csv"), rates=rates_of_lines(RATES, "rates"))
    (match,) = result.matches
    assert str(match.rate) == "1 USD = 0.92 EUR on 2024-01-05 (Example Central Bank)"
    assert "-0.50% from what 1 USD = 0.92 EUR on 2024-01-05 (Example Central Bank) gives" in match.because
    arriving = next(row for row in result.rows if row.id.endswith("-in"))
    assert (arriving.amount, arriving.currency, arriving.received, arriving.received_currency) == (
        100000, "USD", "915.40", "EUR",
    )  # fmt: skip


@pytest.mark.parametrize("rates", ["2024-01-01 USD EUR 0.5 X\n", "2023-12-01 USD EUR 0.92 X\n", ""])
def test_without_a_rate_of_that_week_that_fits_nothing_is_matched_across_currencies(read, rates) -> None:
    assert assembled(read(ABROAD, "t.csv"), rates=rates_of_lines(rates, "rates")).matches == []


def test_a_person_may_match_two_currencies_without_any_rate(read) -> None:
    (match,) = assembled(read(ABROAD, "t.csv"), decisions={("A-1", "B-1"): True}).matches
    assert (match.because, match.rate) == (("decided by a person",), None)


def test_a_decision_about_an_entry_that_is_not_there_is_refused(read) -> None:
    with pytest.raises(BadInputError, match="'Z-9' is not an entry of these statements"):
        assembled(read(ABROAD, "t.csv"), decisions={("A-1", "Z-9"): True})


@pytest.mark.parametrize(("rate", "difference"), [("0.93", "lost"), ("0.90", "gained")])
def test_what_an_exchange_takes_or_gives_is_a_transfer_and_every_balance_stays_that_of_its_bank(
    read, tmp_path: Path, rate: str, difference: str
) -> None:
    result = assembled(read(ABROAD, "t.csv"), rates=rates_of_lines(RATES, "rates"))
    path = tmp_path / "ledger.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([LEDGER_COLUMNS, *(row.cells() for row in result.rows)])
    ledger = read_ledger(path, rates={"EUR": 1 / Fraction(rate)})
    balance = [0] * len(ledger.accounts)
    for sender, receiver, amount in zip(ledger.sender, ledger.receiver, ledger.amount, strict=True):
        balance[sender] -= amount
        balance[receiver] += amount
    named = dict(zip(ledger.accounts, balance, strict=True))
    assert named["A"] == -100000
    assert named["B"] == round(Fraction(91540) / Fraction(rate))
    assert [cents for name, cents in named.items() if name.startswith("IN TRANSIT")] == [0]
    assert f"{difference} in the exchange" in ledger.descriptions


def test_rates_need_a_day_a_number_and_a_source() -> None:
    with pytest.raises(BadInputError, match="needs its day, two currencies, the rate and its source"):
        rates_of_lines("2024-01-05 USD EUR 0.92", "rates")
    with pytest.raises(BadInputError, match=r"'x' is not a rate .*also line 2: 'soon' is not a day"):
        rates_of_lines("2024-01-05 USD EUR x S\nsoon USD EUR 1 S", "rates")


def test_every_row_that_cannot_be_read_is_told_with_its_line(read) -> None:
    text = HEAD + "A,2024-01-05,ten,EUR,,,,\nA,2024-01-06,1,EUR,,,,\nA,soon,2,EUR,,,,\n"
    with pytest.raises(BadInputError, match=r"line 2, amount: 'ten' is not an amount.*also line 4: 'soon'"):
        read(text, "t.csv")


def ftm(**properties):
    names = {key: [value] for key, value in properties.items() if value}
    return {"id": f"pay-{properties.get('transactionNumber', '0')}", "schema": "Payment", "properties": names}


ENTITIES = [
    {"id": "acc", "schema": "BankAccount", "properties": {"iban": ["BE68 5390 0754 7034"]}},
    {"id": "who", "schema": "Company", "caption": "Example Trading", "properties": {"name": ["Example Trading"]}},
    ftm(
        payerAccount="acc", beneficiary="who", date="2024-01-05", amount="250.50", currency="EUR", purpose="consulting"
    ),
    ftm(payer="who", beneficiaryAccount="acc", date="2023", amount="9", currency="EUR", transactionNumber="1"),
]


def test_followthemoney_payments_become_transfers_and_what_cannot_be_used_is_told(read) -> None:
    result = assembled(read("\n".join(map(json.dumps, ENTITIES)), "payments.ftm.json"))
    (row,) = result.rows
    assert (row.sender, row.receiver, row.amount, row.description) == (
        "BE68539007547034", "Example Trading", 25050, "consulting",
    )  # fmt: skip
    assert [(line.place, line.what) for line in result.unusable] == [
        ("pay-1", "'2023' is not a day; a payment of an unknown day has no place in a ledger")
    ]
    assert {caveat.id for caveat in result.caveats} == {"payment_unusable"}


def test_a_payment_that_its_bank_booked_is_counted_once_and_tells_the_other_side(read) -> None:
    files = read(MT940.replace("Payment to DE89370400440532013000 ", ""), "a.sta"), read(json.dumps(ENTITIES), "p.json")
    result = assembled(*files)
    paid = [row for row in result.rows if row.amount == 25050]
    assert [(row.sender, row.receiver) for row in paid] == [("BE68539007547034", "Example Trading")]
    assert "payment_in_statement" in {caveat.id for caveat in result.caveats}
