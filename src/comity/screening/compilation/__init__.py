"""Builds the data that ships from the tables in screeningdata/: ``python -m comity.screening.compilation FOLDER``."""
