"""Extradition: the proceeding about one person, its consents, assurances, and specialty after surrender."""
