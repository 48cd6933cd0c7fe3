"""`python -m handbook [FOLDER]`: the site, into `site/` where nothing else is said."""

from __future__ import annotations

import sys
from pathlib import Path

from handbook.building import build

made = build(Path.cwd(), Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
print(f"{made.index}: {made.pages} pages")
