"""What every command over a ledger takes: the ledger, its rates and opening balances, and the engine."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from comity.common.errors import BadInputError, Place

LedgerFile = Annotated[Path, typer.Argument(help="The ledger, CSV or Parquet.", metavar="LEDGER")]
Engine = Annotated[str, typer.Option("--engine", help="local, or spark.")]
Rates = Annotated[list[str] | None, typer.Option("--rate", help="CUR=RATE: what one CUR is worth in the ledger's own.")]
Openings = Annotated[Path | None, typer.Option("--openings", help="Opening balances: CSV account, amount.")]


def read_engine(engine: str) -> str:
    """The engine asked for."""
    if engine not in ("local", "spark"):
        raise BadInputError(f"'{engine}' is not an engine (local, spark)", Place(field="--engine"))
    return engine


def read_rates(pairs: list[str] | None) -> dict[str, Fraction]:
    """The rates given, by currency."""
    return dict(_rate(pair) for pair in pairs or [])


def _rate(pair: str) -> tuple[str, Fraction]:
    code, _, text = pair.partition("=")
    try:
        value = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        value = Fraction(0)
    if value <= 0 or not code.strip():
        raise BadInputError(f"'{pair}' is not a rate (CUR=RATE, such as USD=0.92)", Place(field="--rate"))
    return code.strip().upper(), value
