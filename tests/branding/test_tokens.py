"""The colours of turns, sides and lanes are legible in both schemes."""
import re
from pathlib import Path

import pytest

from portal.branding.ink import contrast

TOKENS = Path("static/css/base/tokens.css").read_text()
PAIRS = [(f"turn-{turn}-ink", f"turn-{turn}-ground") for turn in ("yours", "late", "theirs", "blocked")]
PAIRS += [(f"turn-{turn}-ink", ground) for turn in ("done", "upcoming") for ground in ("ground", "card")]
PAIRS += [(ink, ground) for ink in ("ink", "quiet", "good", "warn", "bad", "turn-yours") for ground in ("ground", "card")]
PAIRS += [("ink", "staff-soft"), ("ink", "client-soft"), ("staff-ink", "staff"), ("client-ink", "client"),
          ("team-ink", "team-1"), ("team-ink", "team-2"), ("bad", "bad-soft"), ("ink", "bad-soft"), ("ink", "sunk")]
EDGES = [("edge", "card"), ("edge", "ground"), ("team-edge", "card")]


def _scheme(dark: bool) -> dict:
    light, _, rest = TOKENS.partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})", light))
    if dark:
        found |= dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})", rest))
    return {name: value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:]) for name, value in found.items()}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("ink, ground", PAIRS)
def test_words_are_legible(ink, ground, dark):
    colours = _scheme(dark)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("edge, ground", EDGES)
def test_edges_of_what_one_can_use_are_seen(edge, ground, dark):
    colours = _scheme(dark)
    assert contrast(colours[edge], colours[ground]) >= 3
