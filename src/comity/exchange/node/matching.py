"""Private matching at a node: keys that are made for one mandate and die with it, every step logged on both sides."""

import contextlib
import datetime as dt
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from comity.exchange.documents.card import Card
from comity.exchange.documents.fields import time_text
from comity.exchange.formats import armour, cades, canonical
from comity.exchange.formats.digest import sha256
from comity.exchange.matching.p256 import Scalar, point_from
from comity.exchange.matching.steps import (
    ANSWER,
    ASK,
    MANDATE,
    OFFER,
    TAG,
    Mandate,
    Step,
    decoded,
    encoded,
    padded_size,
    read_step,
)
from comity.exchange.matching.subject_keys import subject_keys
from comity.exchange.matching.voprf import (
    Proof,
    blind,
    check_proof,
    derive_key,
    evaluate,
    evaluate_blinded,
    finalize,
    points_from,
    random_scalar,
)
from comity.exchange.node.durable import write_durably
from comity.exchange.node.fail_points import fail_point
from comity.exchange.node.node import Node
from comity.exchange.refusal import Refusal, RefusedError

FOLDER = "matching"
PAGE = 1024
PARALLEL_FROM = 4000
Row = Mapping[str, str]
_KEEP = "INSERT INTO exchange_matching (digest, step, mandate, count, at) VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a mandate, as an official writes them."""

    basis: str
    case: str
    purpose: str
    most: int
    until: dt.datetime
    wide: bool = False


def _sealed(node: Node, data: Mapping[str, object], at: dt.datetime) -> tuple[str, str]:
    sealed = cades.seal(canonical.encode(data), node.keys.seal, cades.signer(node.keys.seal_key), at, detached=False)
    return armour.to_text(sealed), sha256(sealed)


def _log(node: Node, step: str, digest: str, mandate: str, count: int, at: dt.datetime) -> None:
    with node.store.transaction() as transaction:
        statement = f"{_KEEP} ON CONFLICT (digest) DO NOTHING"
        fresh = transaction.do(statement, digest, step, mandate, count, time_text(at))
        if fresh:
            transaction.append(f"matching_{step}", at, document=digest, mandate=mandate, count=count)
        fail_point("match:in_transaction")
    fail_point("match:committed")


def make_mandate(node: Node, holder: Card, terms: Terms, at: dt.datetime) -> str:
    """Seal a mandate: what this authority may ask the holder in private, and no more."""
    data = {
        "format": MANDATE,
        "asker": node.id,
        "holder": holder.node,
        "basis": terms.basis,
        "case": terms.case,
        "purpose": terms.purpose,
        "most": terms.most,
        "until": time_text(terms.until),
        "wide": terms.wide,
    }
    text, digest = _sealed(node, data, at)
    _log(node, "mandate", digest, digest, terms.most, at)
    return text


def _from(node: Node, step: Step, sender: str, at: dt.datetime) -> Step:
    counterpart = node.counterpart(sender)
    if counterpart is None:
        raise RefusedError(Refusal.UNTRUSTED_SENDER, f"the {step.fields.where} is from a node that is not trusted here")
    refused = counterpart.seal_refused(step.seal.certificate, step.seal.at, at)
    if refused:
        raise RefusedError(Refusal.UNTRUSTED_SENDER, f"the {step.fields.where} does not hold: {refused}")
    return step


def accepted_mandate(node: Node, text: str | bytes, at: dt.datetime) -> Mandate:
    """Read a mandate that concerns this node and is in force; anything else is no mandate, and there is no match."""
    step = read_step(text, MANDATE)
    mandate = Mandate.from_step(step)
    _from(node, step, mandate.asker, at)
    if node.id not in {mandate.asker, mandate.holder}:
        raise RefusedError(Refusal.NO_MANDATE, "the mandate is between other nodes")
    if at >= mandate.until:
        _forget(node, mandate)
        raise RefusedError(
            Refusal.NO_MANDATE, f"the mandate ended on {mandate.until:%Y-%m-%d %H:%M}; its key is destroyed"
        )
    return mandate


def _forget(node: Node, mandate: Mandate) -> None:
    with contextlib.suppress(OSError):
        (node.folder / FOLDER / f"{mandate.digest}.key").unlink()


def _key(node: Node, mandate: Mandate) -> Scalar:
    path = node.folder / FOLDER / f"{mandate.digest}.key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_durably(path, os.urandom(32), private=True)
    return derive_key(path.read_bytes(), mandate.digest.encode("ascii"))


def make_offer(node: Node, mandate_text: str | bytes, people: Iterable[Row], at: dt.datetime) -> tuple[str, bytes]:
    """Accept a mandate as its holder: the tags of all people held, in no order of theirs, filled up to 1,024."""
    mandate = accepted_mandate(node, mandate_text, at)
    if mandate.holder != node.id:
        raise RefusedError(Refusal.NO_MANDATE, "the mandate names another node as holder")
    texts = sorted({key for row in people for key in subject_keys(row, wide=mandate.wide)})
    key = _key(node, mandate)
    tags = compute_tags(key.value, texts)
    tags += [os.urandom(TAG) for _ in range(-len(tags) % PAGE)]
    blob = b"".join(sorted(tags))
    data = {
        "format": OFFER,
        "mandate": mandate.digest,
        "holder": node.id,
        "public_key": key.times_generator().encoded().hex(),
        "tags": sha256(blob),
        "count": len(tags),
    }
    text, digest = _sealed(node, data, at)
    _log(node, "offer", digest, mandate.digest, len(tags), at)
    return text, blob


def compute_tags(secret: int, texts: list[str]) -> list[bytes]:
    """Give the tag of each key; on every core where there are many."""
    if len(texts) < PARALLEL_FROM:
        return _tags((secret, texts))
    cores = os.cpu_count() or 1
    parts = [(secret, texts[start : start + 2000]) for start in range(0, len(texts), 2000)]
    with ProcessPoolExecutor(cores) as pool:
        return [tag for part in pool.map(_tags, parts) for tag in part]


def _tags(job: tuple[int, list[str]]) -> list[bytes]:
    key = Scalar(job[0])
    return [evaluate(key, text.encode("utf-8"))[:TAG] for text in job[1]]


def make_ask(
    node: Node,
    mandate_text: str | bytes,
    offer_text: str | bytes,
    subjects: Iterable[Row],
    at: dt.datetime,
    *,
    variants: bool,
) -> str:
    """Ask about subjects without naming them; what undoes the hiding stays here, for the result and for inspection."""
    mandate = accepted_mandate(node, mandate_text, at)
    offer = _from(node, read_step(offer_text, OFFER), mandate.holder, at)
    if mandate.asker != node.id or offer.fields.digest("mandate") != mandate.digest:
        raise RefusedError(Refusal.NO_MANDATE, "mandate, offer and this node do not belong together")
    asked = _asked(mandate, subjects, variants=variants)
    hidden = [(label, key, random_scalar()) for label, key in asked]
    blinded = b"".join(blind(key.encode("utf-8"), secret).encoded() for _, key, secret in hidden)
    data = {
        "format": ASK,
        "mandate": mandate.digest,
        "offer": offer.digest,
        "asker": node.id,
        "blinded": encoded(blinded),
    }
    text, digest = _sealed(node, data, at)
    kept = {"offer": offer.digest, "asked": [[label, key, f"{secret:064x}"] for label, key, secret in hidden]}
    path = node.folder / FOLDER / f"{digest}.json"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    write_durably(path, json.dumps(kept, ensure_ascii=False).encode(), private=True)
    _log(node, "ask", digest, mandate.digest, len(asked), at)
    return text


def _asked(mandate: Mandate, subjects: Iterable[Row], *, variants: bool) -> list[tuple[str, str]]:
    """Give what is asked about, each key with its subject, filled up with keys of nobody and in no order."""
    asked: list[tuple[str, str]] = []
    for number, row in enumerate(subjects, start=1):
        label = row.get("id") or str(number)
        asked += [(label, key) for key in sorted(subject_keys(row, variants=variants, wide=mandate.wide))]
    if not asked:
        raise RefusedError(Refusal.NO_MANDATE, "no subject has a key: a full birth date or an identifier is needed")
    if len(asked) > mandate.most:
        what = f"{len(asked)} keys are asked about, and the mandate allows {mandate.most}"
        raise RefusedError(Refusal.NO_MANDATE, what)
    size = padded_size(len(asked), mandate.most)
    asked += [("", f"padding|{secrets.token_hex(16)}") for _ in range(size - len(asked))]
    secrets.SystemRandom().shuffle(asked)
    return asked


def make_answer(node: Node, mandate_text: str | bytes, ask_text: str | bytes, at: dt.datetime) -> str:
    """Answer an ask under a mandate as its holder: within the cap, with one key, and with the proof of it."""
    mandate = accepted_mandate(node, mandate_text, at)
    ask = _from(node, read_step(ask_text, ASK), mandate.asker, at)
    if mandate.holder != node.id or ask.fields.digest("mandate") != mandate.digest:
        raise RefusedError(Refusal.NO_MANDATE, "mandate, ask and this node do not belong together")
    blinded = points_from(decoded(ask.fields, "blinded"))
    _reserve(node, mandate, ask.digest, len(blinded), at)
    evaluated, proof = evaluate_blinded(_key(node, mandate), blinded)
    data = {
        "format": ANSWER,
        "ask": ask.digest,
        "holder": node.id,
        "evaluated": encoded(b"".join(point.encoded() for point in evaluated)),
        "proof": proof.encoded().hex(),
    }
    return _sealed(node, data, at)[0]


def _reserve(node: Node, mandate: Mandate, ask: str, count: int, at: dt.datetime) -> None:
    """Count an ask against the cap before it is answered; the same ask again costs nothing and learns nothing new."""
    with node.store.transaction() as transaction:
        if transaction.row("SELECT 1 FROM exchange_matching WHERE digest = ?", ask):
            return
        row = transaction.row(
            "SELECT coalesce(sum(count), 0) AS used FROM exchange_matching WHERE mandate = ? AND step = 'answer'",
            mandate.digest,
        )
        used = int(row["used"]) if row else 0
        if used + count > mandate.most:
            what = f"the mandate allows {mandate.most} keys, {used} were asked about, and this asks about {count} more"
            raise RefusedError(Refusal.NO_MANDATE, what)
        transaction.do(_KEEP, ask, "answer", mandate.digest, count, time_text(at))
        transaction.append("matching_answer", at, document=ask, mandate=mandate.digest, count=count)
        fail_point("reserve:in_transaction")
    fail_point("reserve:committed")


def read_result(
    node: Node, offer_text: str | bytes, tags: bytes, answer_text: str | bytes, at: dt.datetime
) -> dict[str, list[str]]:
    """Check the proof and give the subjects that the holder has too, each with the keys that met."""
    offer, answer = read_step(offer_text, OFFER), read_step(answer_text, ANSWER)
    holder = offer.fields.text("holder", 64)
    _from(node, offer, holder, at)
    _from(node, answer, holder, at)
    path = node.folder / FOLDER / f"{answer.fields.digest('ask')}.json"
    if not path.exists():
        raise RefusedError(Refusal.NO_MANDATE, "the answer is to no ask of this node")
    kept = json.loads(path.read_text("utf-8"))
    if kept["offer"] != offer.digest or sha256(tags) != offer.fields.digest("tags"):
        raise RefusedError(Refusal.DIGEST_MISMATCH, "the answer, the offer and its tags do not belong together")
    hidden = [(label, key.encode("utf-8"), int(secret, 16)) for label, key, secret in kept["asked"]]
    evaluated = points_from(decoded(answer.fields, "evaluated"))
    public = point_from(bytes.fromhex(offer.fields.text("public_key", 66)))
    blinded = [blind(key, secret) for _, key, secret in hidden]
    check_proof(public, blinded, evaluated, Proof.decoded(bytes.fromhex(answer.fields.text("proof", 128))))
    held = {tags[start : start + TAG] for start in range(0, len(tags), TAG)}
    hits: dict[str, list[str]] = {}
    for (label, key, secret), point in zip(hidden, evaluated, strict=True):
        if label and finalize(key, secret, point)[:TAG] in held:
            hits.setdefault(label, []).append(key.decode("utf-8"))
    _log(node, "result", answer.digest, offer.fields.digest("mandate"), len(hidden), at)
    return hits
