import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from handbook import *  # noqa: F403

project = "The spring meeting"
intersphinx_mapping = others("spring", Path(__file__).parents[1])  # noqa: F405
