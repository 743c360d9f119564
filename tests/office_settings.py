"""Settings under which the tests run the office: its own, with a passing data folder and cheap passwords."""

import os
import tempfile

os.environ.setdefault("COMITY_DATA", tempfile.mkdtemp(prefix="comity-test-"))
os.environ["COMITY_DEMO"] = "1"

from comity.casework.accounts.hashers import Argon2idHasher
from comity.web.settings import *  # noqa: F403 - everything is as in use

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PAGES_A_MINUTE = 1_000_000  # tests are faster than people


class PassingArgon2idHasher(Argon2idHasher):
    """Passwords that nobody keeps; what they cost in use is asked by test_accounts."""

    lanes = iterations = 1
    memory_cost = 64


PASSWORD_HASHERS = [f"{__name__}.PassingArgon2idHasher"]
