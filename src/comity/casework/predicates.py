"""Small questions about a person and what they ask for; the policy is made of them. Each says its meaning."""

from comity.casework.identity import Identity, Relation, Role, Subject, rank


def is_active(who: Identity, _what: Subject) -> bool:
    """The account is in use."""
    return who.active


def has_second_factor(who: Identity, _what: Subject) -> bool:
    """A second factor was shown in this session."""
    return who.active and who.strong


def has_none_yet(who: Identity, what: Subject) -> bool:
    """No second factor is set up yet."""
    return who.active and what.author == who.user and not what.protected


def is_cleared(who: Identity, what: Subject) -> bool:
    """The handling level is not above the person's clearance, and every wall around it has the person inside."""
    return who.active and rank(what.handling) <= rank(who.clearance) and (what.within_walls or not what.walled)


def is_on_team(who: Identity, what: Subject) -> bool:
    """The person is on the team of the case, and their agency has joined it."""
    return who.active and what.relation is not None and what.agency_joined


def may_write(who: Identity, what: Subject) -> bool:
    """The person is owner or member of the case; readers only read."""
    return is_on_team(who, what) and what.relation in {Relation.OWNER, Relation.MEMBER}


def owns_case(who: Identity, what: Subject) -> bool:
    """The person owns the case."""
    return is_on_team(who, what) and what.relation is Relation.OWNER


def case_is_open(_who: Identity, what: Subject) -> bool:
    """The case is not closed."""
    return what.open_case


def is_author(who: Identity, what: Subject) -> bool:
    """The person wrote it."""
    return who.active and what.author == who.user


def did_not_write(who: Identity, what: Subject) -> bool:
    """The person did not write it."""
    return what.author != who.user


def did_not_draft(who: Identity, what: Subject) -> bool:
    """The person did not draft what is to be signed."""
    return who.user not in what.drafted_by


def did_not_sign(who: Identity, what: Subject) -> bool:
    """The person did not sign what is to be sent."""
    return who.user not in what.signed_by


def did_not_propose(who: Identity, what: Subject) -> bool:
    """The person is another one than who compared the fingerprint first."""
    return what.author is not None and who.user != what.author


def is_counterpart_node(who: Identity, what: Subject) -> bool:
    """It is the counterpart's node with which this request is in conversation."""
    return bool(who.node) and who.node in what.nodes


def did_not_propose_hit(who: Identity, what: Subject) -> bool:
    """The person did not propose what the hit is."""
    return what.proposed_by is None or who.user != what.proposed_by


def is_caseworker(who: Identity, _what: Subject) -> bool:
    """The person is a caseworker."""
    return who.active and Role.CASEWORKER in who.roles


def is_lawyer(who: Identity, _what: Subject) -> bool:
    """The person is a lawyer who may sign safeguard reviews."""
    return who.active and Role.LAWYER in who.roles


def is_signatory(who: Identity, _what: Subject) -> bool:
    """The person may sign for the authority."""
    return who.active and Role.SIGNATORY in who.roles


def is_dispatcher(who: Identity, _what: Subject) -> bool:
    """The person sends and receives for the authority."""
    return who.active and Role.DISPATCHER in who.roles


def is_head(who: Identity, _what: Subject) -> bool:
    """The person heads a desk."""
    return who.active and Role.HEAD in who.roles


def is_immigration(who: Identity, _what: Subject) -> bool:
    """The person works at the immigration desk."""
    return who.active and Role.IMMIGRATION in who.roles


def is_oversight(who: Identity, _what: Subject) -> bool:
    """The person oversees how the system is used."""
    return who.active and Role.OVERSIGHT in who.roles


def is_administrator(who: Identity, _what: Subject) -> bool:
    """The person looks after accounts; this opens no case."""
    return who.active and Role.ADMINISTRATOR in who.roles


def is_data_protection(who: Identity, _what: Subject) -> bool:
    """The person answers people about their data."""
    return who.active and Role.DATA_PROTECTION in who.roles


def is_keeper(who: Identity, what: Subject) -> bool:
    """The person keeps the page of the state."""
    return what.keeper == who.user


def no_other_keeper(who: Identity, what: Subject) -> bool:
    """The person keeps the page of the state, or nobody else does who could decide."""
    return what.keeper in {None, who.user, what.author}
