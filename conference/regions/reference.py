"""The eighteen regions as they come with the site (data/regions.json); `load_reference` writes them."""

import json
from pathlib import Path

REGIONS: list[dict] = json.loads((Path(__file__).parent / "data" / "regions.json").read_text())
