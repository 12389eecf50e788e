"""Run `python -m hep_tui` as `hep`."""

import sys

from hep_tui.cli import main

sys.exit(main())
