"""``python -m comity`` is the command ``comity``."""

import sys

try:
    from comity.cli.main import main

    main()
except KeyboardInterrupt:  # pressed before the command line could take it
    sys.exit(130)
