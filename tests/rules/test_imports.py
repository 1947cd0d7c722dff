"""Imports go down the floors only, so that a room can be understood with what stands below it."""
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_imports_go_down_the_floors_only():
    told = subprocess.run([Path(sys.executable).with_name("lint-imports"), "--no-cache"],
                          cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout[-4000:] + told.stderr[-2000:]


def test_every_room_stands_on_a_floor():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    floors = " ".join(contract["layers"])
    rooms = {folder.parent.name for folder in ROOT.glob("portal/*/__init__.py")} - {"channels"}
    homeless = {room for room in rooms if f"portal.{room}" not in floors}
    assert not homeless, f"Say in pyproject.toml on which floor these rooms stand: {homeless}"
