"""An operation never commits: the view (or the job, or the command) does, once, so that all of it happens or nothing."""
import re
from pathlib import Path

PORTAL = Path(__file__).resolve().parents[2] / "portal"
COMMITS = re.compile(r"\b(commit|rollback)\s*\(")


#: The one does what a view's commit means for those who wait together; the other ends what jobs and commands only read.
NO_OPERATIONS = {PORTAL / "base" / "together.py", PORTAL / "base" / "reading.py"}


def operations():
    return [file for file in sorted(PORTAL.rglob("*.py")) if "jobs" not in file.relative_to(PORTAL).parts
            and file not in NO_OPERATIONS]


def test_no_operation_commits_or_rolls_back():
    found = [f"{file.relative_to(PORTAL)}:{number}: {line.strip()}" for file in operations()
             for number, line in enumerate(file.read_text().splitlines(), 1) if COMMITS.search(line.partition("#")[0])]
    assert not found, "The caller commits once; use begin_nested() for a part that may fail:\n" + "\n".join(found)


def test_there_are_operations_to_look_at():
    assert len(operations()) > 20
