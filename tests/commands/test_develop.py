"""``bin/dev`` serves what was written last."""
import os
import shutil
import sqlite3
import sys
import urllib.request

from tests.support_processes import free_port, start, stop, wait_until
from tests.support_server import ROOT


def write(file, old: str, new: str) -> None:
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def read(url: str) -> str:
    try:
        return urllib.request.urlopen(url, timeout=5).read().decode()
    except OSError:
        return ""


def test_templates_styles_and_code_are_read_anew_when_they_change(tmp_path, street):
    clone, data, port = tmp_path / "clone", tmp_path / "data", free_port()
    kept_out = shutil.ignore_patterns(".*", "*.pyc.*", "data", "docs", "tests", "node_modules", "screens")
    shutil.copytree(ROOT, clone, ignore=kept_out)
    data.mkdir()
    # Migrated already: a start then has nothing to prepare.
    with sqlite3.connect(street.house("sqlite").settings.data / "portico.sqlite3") as migrated:
        migrated.execute("VACUUM INTO ?", [str(data / "portico.sqlite3")])
    env = {**os.environ, "PORT": str(port), "PORTICO_DATA": str(data), "BASE_URL": "", "DATABASE_URL": ""}
    url = f"http://127.0.0.1:{port}"
    with open(data / "log", "wb") as log:
        process = start([sys.executable, "-m", "commands.develop"], cwd=clone, env=env, stdout=log, stderr=log)
    try:
        wait_until(lambda: "Sign in" in read(f"{url}/sign-in"), what="bin/dev serving")
        style = read(f"{url}/sign-in").partition("/static/portico-")[2][:10]
        write(clone / "templates/people/sign_in.html", '_("Sign in")', '"Come in"')
        write(clone / "blueprints/base/health.py", "alive=True", "alive=True, again=True")
        write(clone / "static/css/base/focus.css", "}", "} .new { color: red }")
        wait_until(lambda: "Come in" in (page := read(f"{url}/sign-in")) and style not in page, what="what is drawn once")
        wait_until(lambda: "again" in read(f"{url}/healthz"), what="the code being read anew")
        assert stop(process) == 0 and not read(f"{url}/healthz")
    finally:
        stop(process)
