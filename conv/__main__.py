"""``python -m conv`` is ``fatiao``."""

import sys

from conv.cli import main

sys.exit(main())
