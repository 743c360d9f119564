"""One part of the check of the log, as a process of its own: ``python -m comity.casework.log.check_part START END``."""

import json
import sys

import django


def main(start: int, end: int) -> None:
    """Print what is wrong between two places of the log that the environment names."""
    django.setup()
    from comity.casework.log.checking import check_part  # noqa: PLC0415 - needs django.setup

    sys.stdout.write(json.dumps(check_part(start, end)[2]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
