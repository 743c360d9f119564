"""What an authority of the directory is there for: a closed list."""

from enum import StrEnum


class ContactRole(StrEnum):
    """What one turns to it for."""

    CENTRAL_AUTHORITY_ASSISTANCE = "central_authority_assistance"
    CENTRAL_AUTHORITY_EXTRADITION = "central_authority_extradition"
    PROSECUTION = "prosecution"
    ASSET_RECOVERY_OFFICE = "asset_recovery_office"
    FINANCIAL_INTELLIGENCE_UNIT = "financial_intelligence_unit"
    POLICE_ROUND_THE_CLOCK = "police_round_the_clock"
    LIAISON = "liaison"
    EMBASSY = "embassy"
    IMMIGRATION = "immigration"
    TREATY_OFFICE = "treaty_office"
