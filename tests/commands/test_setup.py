"""``bin/setup`` on machines where it may install nothing: one line names all that is missing."""
import os
import shutil
import subprocess

import pytest

from tests.support_server import ROOT

#: What every Linux has, and the script needs.
ANYWHERE = ("sh", "cat", "cksum", "dirname", "ls")


@pytest.fixture
def set_up(tmp_path):
    """Runs a copy of it as somebody who is not root, where only the named programs are; each does nothing, and well."""
    programs, clone = tmp_path / "programs", tmp_path / "a clone"
    (clone / "bin").mkdir(parents=True)
    programs.mkdir()
    shutil.copy(ROOT / "bin/setup", clone / "bin/setup")
    for file in ROOT.glob("requirements*.txt"):
        shutil.copy(file, clone)
    for name in ANYWHERE:
        (programs / name).symlink_to(shutil.which(name))

    def run(*arguments, having):
        for name, does in {"id": "echo 1000", **dict.fromkeys(having, "exit 0")}.items():
            (programs / name).write_text(f"#!/bin/sh\n{does}\n")
            (programs / name).chmod(0o755)
        return subprocess.run([clone / "bin/setup", *arguments], env={**os.environ, "PATH": str(programs)},
                              capture_output=True, text=True, timeout=60)

    return run


def test_without_python_a_line_says_what_to_install(set_up):
    told = set_up(having=[])
    assert told.returncode == 1 and told.stdout == ""
    assert "python3 python3-venv" in told.stderr and told.stderr.count("\n") == 1


def test_all_that_the_tests_miss_is_named_at_once_and_before_anything_is_installed(set_up):
    told = set_up("--dev", having=["python3"])
    assert told.returncode == 1 and told.stderr.count("\n") == 1, told.stderr
    assert {"chromium", "redis-server"} <= set(told.stderr.split())
    assert "python3" not in told.stderr


def test_a_test_that_is_not_there_is_said_at_once():
    told = subprocess.run([ROOT / "bin/test", "-k", "turn", "tests/plam/test_turn.py::test_it"], capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (4, "There is no tests/plam/test_turn.py\n")
