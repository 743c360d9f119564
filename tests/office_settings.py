"""Settings under which the tests run the office: its own, with a passing data folder and cheap passwords."""

import os
import tempfile

os.environ.setdefault("COMITY_DATA", tempfile.mkdtemp(prefix="comity-test-"))
os.environ["COMITY_DEMO"] = "1"

from comity.web.settings import *  # noqa: F403 - everything is as in use

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PAGES_A_MINUTE = 1_000_000  # tests are faster than people
