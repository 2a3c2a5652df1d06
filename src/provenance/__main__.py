"""`python -m provenance`: the same command line."""

import sys

from provenance.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
