"""Every setting is documented, and nothing else reads the environment."""
import re
from pathlib import Path

from portal.base.config import NAMES

ROOT = Path(__file__).resolve().parents[2]


def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))


def test_every_setting_stands_in_the_table_of_the_readme():
    assert documented() == set(NAMES)


def test_every_setting_that_is_read_has_its_name_listed():
    read = set(re.findall(r'environ, "([A-Z_]+)"', (ROOT / "portal/base/config.py").read_text()))
    assert read == set(NAMES)


def test_only_the_settings_read_the_environment():
    # The supervisor loads nothing of the product, to stay small, and so reads the address to watch itself.
    allowed = {"portal/base/config.py", "commands/supervise.py", "commands/current.py"}
    files = [file for folder in ("portal", "blueprints", "commands") for file in (ROOT / folder).rglob("*.py")]
    found = {str(file.relative_to(ROOT)) for file in files if re.search(r"os\.(environ|getenv)", file.read_text())}
    assert found <= allowed, "Read settings in portal/base/config.py: typed, checked and documented."
