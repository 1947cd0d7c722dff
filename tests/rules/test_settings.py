"""Every setting is documented, and nothing else reads the environment."""
import re
from pathlib import Path

from portal.base.bucket_place import bucket_place
from portal.base.config import NAMES, load_settings

ROOT = Path(__file__).resolve().parents[2]
#: What stands in its first two columns, the second without the marks of code.
DEFAULT = re.compile(r"^\| `([A-Z_]+)` \| `?([^`|]+?)`? \|", re.MULTILINE)


def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))


def test_every_setting_stands_in_the_table_of_the_readme():
    assert documented() == set(NAMES)


def test_the_readme_says_the_defaults_that_hold(tmp_path):
    found = load_settings({"PORTICO_DATA": str(tmp_path)})
    region = bucket_place("https://s3.example/bucket", "key", "secret", "").region
    of = {**vars(found), "files_region": region, "base_url": found.base_url.replace(str(found.port), "PORT")}
    for name, told in DEFAULT.findall((ROOT / "README.md").read_text()):
        value = of.get(name.lower())
        # Other words say how it comes about.
        if told == "none":
            assert value in (None, ()), name
        elif " " not in told or name == "MAIL_FROM":
            assert told == str(int(value) if isinstance(value, bool) else value), name


def test_every_setting_that_is_read_has_its_name_listed():
    read = set(re.findall(r'environ, "([A-Z_]+)"', (ROOT / "portal/base/config.py").read_text()))
    assert read == set(NAMES)


def test_only_the_settings_read_the_environment():
    # The supervisor loads nothing of the product, to stay small, and so reads the address to watch itself.
    allowed = {"portal/base/config.py", "commands/supervise.py", "commands/current.py"}
    files = [file for folder in ("portal", "blueprints", "commands") for file in (ROOT / folder).rglob("*.py")]
    found = {str(file.relative_to(ROOT)) for file in files if re.search(r"os\.(environ|getenv)", file.read_text())}
    assert found <= allowed, "Read settings in portal/base/config.py: typed, checked and documented."
