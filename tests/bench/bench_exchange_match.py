"""How long private matching takes: `./run bench exchange_match`; COMITY_MATCH_KEYS sets the keys held (4,000)."""

import os
import platform
import time

from comity.exchange.matching.voprf import (
    blind,
    check_proof,
    derive_key,
    evaluate_blinded,
    finalize,
    random_scalar,
)
from comity.exchange.node.matching import compute_tags

KEYS = int(os.environ.get("COMITY_MATCH_KEYS", "4000"))
ASKED = 256


def main() -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    key = derive_key(os.urandom(32), b"measured")
    texts = [f"n2|one|other|{number}" for number in range(KEYS)]
    started = time.perf_counter()
    compute_tags(key.value, texts)
    spent = time.perf_counter() - started
    print(
        f"tags of {KEYS:,} keys on all cores: {spent:.1f} s, {KEYS / spent:,.0f}/s; three million would take "
        f"{3e6 * spent / KEYS / 60:.0f} min at this rate"
    )
    asked = [text.encode() for text in texts[:ASKED]]
    secrets = [random_scalar() for _ in asked]
    started = time.perf_counter()
    blinded = [blind(text, secret) for text, secret in zip(asked, secrets, strict=True)]
    hidden = time.perf_counter()
    evaluated, proof = evaluate_blinded(key, blinded)
    answered = time.perf_counter()
    check_proof(key.times_generator(), blinded, evaluated, proof)
    for item in zip(asked, secrets, evaluated, strict=True):
        finalize(*item)
    done = time.perf_counter()
    print(
        f"{ASKED} keys asked: hidden {hidden - started:.2f} s, answered and proven {answered - hidden:.2f} s, "
        f"checked and read {done - answered:.2f} s; {ASKED * 33:,} bytes each way"
    )


if __name__ == "__main__":
    main()
