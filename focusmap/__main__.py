"""Run the command line: `python -m focusmap`."""

import sys

from focusmap.cli import main

sys.exit(main(sys.argv[1:]))
