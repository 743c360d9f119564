"""Channel and addressee: a request that reaches the wrong desk is returned or lost."""

import re
from collections.abc import Iterator

from comity.casefile.people import Agency, AgencyKind
from comity.drafting.review.finding import Severity
from comity.drafting.review.rule import ASKING, SURRENDER, Complaint, Submission, cited, review_rule

_DIPLOMATIC = re.compile(r"diplomatic", re.IGNORECASE)
_OTHER_WAY = re.compile(r"\bdirect|Interpol|ministr(?:y|ies) of justice|may also", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,}")
# Words that many authorities share, and so tell none of them apart.
_COMMON = frozenset(
    (
        "authority authorities central department federal international judicial legal ministry minister national "
        "office state states with from other general"
    ).split()
)
_PROFILED = ("central_authority", "channel")
_NOT_JUDICIAL = frozenset({AgencyKind.POLICE, AgencyKind.FIU, AgencyKind.TAX, AgencyKind.IMMIGRATION})


@review_rule("addressee-missing", Severity.BLOCKING, "UNCAC art. 46(13); ETS 024 art. 12(1); ETS 141 art. 23", *ASKING)
def addressee_missing(submission: Submission) -> Iterator[Complaint]:
    """A request is addressed to an authority of the requested state."""
    if not submission.request.to_authority:
        known = submission.asks("central_authority")
        hint = f" Its profile names: {known[0].value}." if known else ""
        yield Complaint(
            submission.field("to_authority"),
            f"No authority is addressed.{hint}",
            "Name the authority that receives such requests.",
            _profile_source(submission),
        )


@review_rule("addressee-of-another-state", Severity.BLOCKING, "UNCAC art. 46(13); ETS 024 art. 12(1)")
def addressee_of_another_state(submission: Submission) -> Iterator[Complaint]:
    """The authority that is addressed belongs to the requested state."""
    agency = _addressee(submission)
    if agency is not None and agency.state != submission.request.to:
        yield Complaint(
            submission.field("to_authority"),
            f"The addressee '{agency.id}' is of {agency.state}, the request goes to {submission.request.to}.",
            "Name an authority of the requested state.",
        )


@review_rule("addressee-not-the-one-named", Severity.WARNING, "UNCAC art. 46(13): the designated central authority")
def addressee_not_the_one_named(submission: Submission) -> Iterator[Complaint]:
    """The addressee is the authority that the requested state's law or notification names."""
    agency, named = _addressee(submission), submission.asks("central_authority")
    if agency is None or not named or agency.state != submission.request.to:
        return
    told = {word for fact in (*named, *submission.asks("channel")) for word in _telling(fact.value)}
    own = _telling(agency.name.best("en"))
    if own and told and not own & told:
        yield Complaint(
            submission.field("to_authority"),
            f"'{agency.name.best('en')}' is addressed; the profile names: {named[0].value}.",
            "Check the addressee before the request is sent.",
            _profile_source(submission),
        )


@review_rule("diplomatic-channel-asked", Severity.BLOCKING, "The route's own rule on the channel; UNCAC art. 46(13)")
def diplomatic_channel_asked(submission: Submission) -> Iterator[Complaint]:
    """Where the treaty sends a request through the diplomatic channel, another channel is no channel."""
    chosen = submission.request.channel
    if not chosen or _DIPLOMATIC.search(chosen):
        return
    for finding in submission.law_on("channel"):
        own = finding.rule.startswith(f"{submission.route.basis.id}/")
        if own and _DIPLOMATIC.search(finding.because) and not _OTHER_WAY.search(finding.because):
            yield Complaint(
                submission.field("channel"),
                f"The channel is '{chosen}'. {finding.because}",
                "Send it through the diplomatic channel.",
                cited(finding),
            )


@review_rule("channel-missing", Severity.WARNING, "ETS 024 art. 12(1); UNCAC art. 46(13)", *SURRENDER)
def channel_missing(submission: Submission) -> Iterator[Complaint]:
    """A request for surrender says by which channel it goes."""
    if not submission.request.channel:
        yield Complaint(
            submission.field("channel"),
            f"No channel is chosen. {submission.route.needs.channel}",
            "Choose the channel the route asks for.",
            submission.article_on("channel"),
        )


@review_rule(
    "channel-not-evidenced", Severity.ADVICE, "UNCAC art. 46(13): designated authorities are notified", *ASKING
)
def channel_not_evidenced(submission: Submission) -> Iterator[Complaint]:
    """Where neither treaty nor profile names the authority, the addressee is confirmed before sending."""
    named = submission.asks("central_authority") or submission.asks("channel")
    if not named and submission.request.to_authority:
        yield Complaint(
            submission.field("to_authority"),
            f"Which authority of {submission.request.to} receives such requests is not evidenced here.",
            "Look it up in the directory of competent national authorities, or ask the embassy.",
        )


@review_rule(
    "signed-by-no-judicial-authority",
    Severity.WARNING,
    "UNCAC art. 46(13); ETS 024 art. 12(1); ETS 030 art. 15",
    *ASKING,
)
def signed_by_no_judicial_authority(submission: Submission) -> Iterator[Complaint]:
    """A request comes from a central, judicial or prosecuting authority; police and FIUs have their own channels."""
    agency = submission.case.agency(submission.request.signatory)
    if agency is not None and agency.kind in _NOT_JUDICIAL:
        yield Complaint(
            submission.field("signatory"),
            f"The request is made by a {agency.kind.replace('_', ' ')} authority.",
            "Have the central authority or the prosecutor make it, or use the police or FIU channel.",
        )


@review_rule(
    "signed-by-another-state", Severity.BLOCKING, "UNCAC art. 46(15)(a): the authority making the request", *ASKING
)
def signed_by_another_state(submission: Submission) -> Iterator[Complaint]:
    """A request is made by an authority of the requesting state."""
    agency = submission.case.agency(submission.request.signatory)
    if agency is not None and agency.state != submission.case.state:
        yield Complaint(
            submission.field("signatory"),
            f"'{agency.id}' is an authority of {agency.state}.",
            f"Name an authority of {submission.case.state}.",
        )


def _addressee(submission: Submission) -> Agency | None:
    return submission.case.agency(submission.request.to_authority)


def _telling(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _COMMON


def _profile_source(submission: Submission) -> str:
    named = submission.asks("central_authority")
    return f"{named[0].article or 'profile'}, {named[0].source.title}" if named else ""
