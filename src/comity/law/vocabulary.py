"""The closed lists of the law room: measures, purposes, topics; words used in data, code and answers alike."""

MEASURES: dict[str, str] = {
    "extradition": "extradition",
    "provisional_arrest": "provisional arrest",
    "assistance": "mutual legal assistance",
    "freezing": "freezing or seizure",
    "confiscation": "confiscation",
    "return_of_assets": "return of assets",
    "transfer_of_proceedings": "transfer of proceedings",
    "transfer_of_sentenced": "transfer of sentenced persons",
    "joint_investigation": "joint investigation",
    "spontaneous_information": "spontaneous information",
    "denial_of_entry": "denial of entry",
}

PURPOSES: dict[str, str] = {
    "extradition": "extradition",
    "assistance": "mutual legal assistance",
    "freezing": "freezing or seizure",
    "confiscation": "confiscation",
    "return": "return of assets",
    "transfer_of_proceedings": "transfer of proceedings",
    "transfer_of_sentenced": "transfer of sentenced persons",
}

# Which purpose an instrument must have to carry a measure; denial of entry rests on immigration law alone.
PURPOSE_OF: dict[str, str] = {
    "extradition": "extradition",
    "provisional_arrest": "extradition",
    "assistance": "assistance",
    "freezing": "freezing",
    "confiscation": "confiscation",
    "return_of_assets": "return",
    "transfer_of_proceedings": "transfer_of_proceedings",
    "transfer_of_sentenced": "transfer_of_sentenced",
    "joint_investigation": "assistance",
    "spontaneous_information": "assistance",
}

# What a refusal can rest on: the topics of rules that bar, condition or ask for an assurance, and the formalities whose
# absence sends a request back.
REFUSAL_GROUNDS: tuple[str, ...] = tuple(
    "age amnesty asylum authentication bank_secrecy channel conduct_covered confidentiality consent costs de_minimis"
    " death_penalty documents dual_criminality enforcement essential_interests evidence_standard execution fair_trial"
    " finality fiscal_offence humanitarian immunity in_absentia language legal_basis life_sentence military_offence"
    " minimum_penalty minimum_sentence nationality ne_bis_in_idem nexus order pending_proceedings persecution"
    " political_offence postponement reciprocity remaining_sentence seriousness specialty territoriality third_parties"
    " time_bar torture".split()
)

# What a rule is about; a rule on the same topic in a protocol or a statute can take its place.
TOPICS = frozenset(
    {
        "accessory",
        "age",
        "amnesty",
        "asylum",
        "authentication",
        "bank_secrecy",
        "central_authority",
        "channel",
        "conduct_covered",
        "confidentiality",
        "consent",
        "consultation",
        "costs",
        "de_minimis",
        "death_penalty",
        "documents",
        "dual_criminality",
        "enforcement",
        "entry_of_nationals",
        "essential_interests",
        "evidence_standard",
        "execution",
        "fair_trial",
        "finality",
        "fiscal_offence",
        "humanitarian",
        "immunity",
        "in_absentia",
        "language",
        "legal_basis",
        "life_sentence",
        "military_offence",
        "minimum_penalty",
        "minimum_sentence",
        "nationality",
        "ne_bis_in_idem",
        "nexus",
        "order",
        "pending_proceedings",
        "persecution",
        "political_offence",
        "postponement",
        "re_extradition",
        "reciprocity",
        "refusal_reasons",
        "remaining_sentence",
        "seriousness",
        "sharing",
        "specialty",
        "submit_case",
        "territoriality",
        "third_parties",
        "time_bar",
        "torture",
        "use_limitation",
    }
)

KINDS = ("multilateral", "bilateral", "eu_act", "soft_law")
WITHOUT_TREATY = ("yes", "reciprocity", "one_case_agreement", "designation", "no", "not_evidenced")
COVERAGE = ("complete", "partial", "not_yet")
