"""The closed lists of a summary, after the fields by which published recovery cases are recorded."""

from enum import StrEnum


class Role(StrEnum):
    """What a person or body was in the case; the library knows roles, never names."""

    PUBLIC_OFFICIAL = "public_official"
    SENIOR_OFFICIAL = "senior_official"
    HEAD_OF_STATE = "head_of_state_or_government"
    LEGISLATOR = "member_of_parliament"
    JUDGE_OR_PROSECUTOR = "judge_or_prosecutor"
    STATE_COMPANY_OFFICER = "officer_of_a_state_company"
    COMPANY = "company"
    COMPANY_OFFICER = "officer_of_a_company"
    INTERMEDIARY = "intermediary"
    ADVISER = "professional_adviser"
    BANK = "financial_institution"
    ASSOCIATE = "family_member_or_associate"
    NOMINEE = "nominee"
    VICTIM = "victim"
    OTHER = "other"


class Basis(StrEnum):
    """On which legal basis the person came back or the money was recovered."""

    TREATY = "treaty"
    CONVENTION = "convention"
    RECIPROCITY = "reciprocity"
    NATIONAL_LAW = "national_law"
    CONVICTION = "confiscation_after_conviction"
    NON_CONVICTION = "confiscation_without_conviction"
    FOREIGN_ORDER = "enforcement_of_a_foreign_order"
    SETTLEMENT = "settlement"
    CIVIL_ACTION = "private_civil_action"
    ADMINISTRATIVE = "administrative_measure"
    COMPENSATION = "compensation_ordered_by_a_court"
    NONE = "no_recovery"


class Outcome(StrEnum):
    """What became of the case; several may be true of one case."""

    SURRENDERED = "person_surrendered"
    RETURNED_FREELY = "person_returned_voluntarily"
    PROSECUTED_ABROAD = "prosecuted_abroad"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    SETTLED = "settled"
    ASSETS_CONFISCATED = "assets_confiscated"
    ASSETS_RETURNED = "assets_returned"
    ASSETS_SHARED = "assets_shared"
    EVIDENCE_OBTAINED = "evidence_obtained"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NO_RESULT = "no_result"


class Modality(StrEnum):
    """How what was recovered went back."""

    BUDGET = "to_the_budget"
    VICTIMS = "to_victims"
    INTERNATIONAL_BODY = "through_an_international_body"
    FOUNDATION = "through_a_foundation"
    PROJECTS = "for_agreed_projects"
    OFFSET = "set_off_against_a_debt"
    NOT_KNOWN = "not_known"


class Stage(StrEnum):
    """What had happened to an amount on its day."""

    FROZEN = "frozen"
    CONFISCATED = "confiscated"
    REALISED = "realised"
    RETURNED = "returned"
    SHARED = "shared"
    COMPENSATED = "compensated"
    COSTS = "costs_deducted"
