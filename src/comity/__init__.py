"""Comity: international anti-corruption cooperation between states that need not trust each other's software."""

__version__ = "0.1.0"
