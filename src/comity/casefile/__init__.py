"""The case file: one record of people, companies, conduct, proceedings, assets and requests, written once."""
