"""``python -m fatiao`` runs the command ``fatiao``."""

import sys

from fatiao.cli import main

sys.exit(main())
