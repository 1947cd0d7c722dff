"""Nothing is kept that nothing uses: no function, class or constant of the product, and no style of its pages."""
import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("portal", "blueprints", "commands")
#: What is for readers and tests alone: what the words of a table mean, how copies should stand, to forget what was remembered.
OF_TESTS = {"WHO", "true_facts", "forget_fragments"}
WORD = re.compile(r"[A-Za-z_]\w*")
#: Classes that are put together where they are used: by a state, a level, a name.
MADE = re.compile(r"^(is|depth|icon|htmx)-")


def _files(*patterns: str) -> list[Path]:
    roots = [ROOT / name for name in (*ROOMS, "templates", "bench")]
    return [ROOT / "app.py", ROOT / "gunicorn.conf.py",
            *(file for root in roots for pattern in patterns for file in root.rglob(pattern))]


def _defined(file: Path) -> list[str]:
    found = []
    for node in ast.parse(file.read_text()).body:
        # What is decorated is known to whoever decorates it: a route, a task, a command, a filter.
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.decorator_list:
            found.append(node.name)
        elif isinstance(node, ast.Assign):
            found += [each.id for each in node.targets if isinstance(each, ast.Name) and each.id.isupper()]
    return [name for name in found if not name.startswith("__")]


def test_everything_that_is_defined_is_used():
    used = Counter(word for file in _files("*.py", "*.html", "*.txt") for word in WORD.findall(file.read_text()))
    unused = [f"{file.relative_to(ROOT)}: {name}" for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))
              for name in _defined(file) if used[name] == 1 and name not in OF_TESTS]
    assert not unused, "Take it away, or use it:\n" + "\n".join(unused)


def test_every_style_is_of_something_on_a_page():
    said = "\n".join(file.read_text() for file in [*_files("*.py", "*.html"), *(ROOT / "static/js").rglob("*.js")])
    names = set(re.findall(r"(?<![\w-])[a-z][a-z0-9-]*", said))
    styles = {name for file in (ROOT / "static/css").rglob("*.css")
              for name in re.findall(r"\.([a-z][a-z0-9-]+)", re.sub(r"/\*.*?\*/|url\([^)]*\)", "", file.read_text(), flags=re.S))}
    unused = sorted(name for name in styles - names if not MADE.match(name))
    assert styles and not unused, f"Take these styles away: {unused}"
