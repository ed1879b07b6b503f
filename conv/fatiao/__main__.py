"""``python -m conv`` is ``fatiao``."""

import sys

from fatiao.cli import main

sys.exit(main())
