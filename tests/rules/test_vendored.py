"""What others wrote is here unchanged."""
import hashlib
from pathlib import Path

VENDOR = Path("static/vendor")


def test_vendored_files_are_those_that_were_published():
    sums = dict(reversed(line.split()) for line in (VENDOR / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {file.name for file in VENDOR.glob("*.js")}, "every vendored script has its hash"
    for name, digest in sums.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_each_vendored_file_names_its_source_and_licence():
    told = (VENDOR / "VENDORED.md").read_text()
    for file in VENDOR.glob("*.js"):
        assert f"`{file.name}`" in told
    assert (VENDOR / "htmx.LICENSE").exists()
