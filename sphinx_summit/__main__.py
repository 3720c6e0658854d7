"""`python -m sphinx_summit`: the command."""

from __future__ import annotations

import sys

from sphinx_summit.notes.cli import main

sys.exit(main())
