"""Styles and scripts leave joined, hashed, compressed and kept for ever."""
import gzip

import brotli
import pytest

from blueprints.support.assets import asset, build_assets
from blueprints.support.compressing import squeezed
from blueprints.support.joining import STATIC, bare, tight, whole

NAMES = ["portico.css", "portico.js", "icons/mark.svg", "icons/icon-192.png"]


@pytest.mark.parametrize("name", NAMES)
def test_an_asset_is_kept_for_ever_under_its_hash(client, name):
    answer = client.get(asset(name))
    assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"]
    assert client.get(f"/static/{name}").status_code == 404
    assert client.get(asset(name), headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("accepted, encoding, opened", [
    ("br, gzip", "br", brotli.decompress), ("gzip, br, zstd", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress),
    ("gzip;q=0.5, br;q=0", "gzip", gzip.decompress), ("", None, bytes)])
def test_an_asset_leaves_as_the_browser_takes_it(client, accepted, encoding, opened):
    answer = client.get(asset("portico.css"), headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding and "Accept-Encoding" in answer.headers["Vary"]
    assert opened(answer.data) == build_assets()[0][asset("portico.css").removeprefix("/static/")].body


def test_every_file_is_in_the_joined_ones():
    css, js, later = (build_assets()[0][build_assets()[1][name]].body.decode()
                      for name in ("portico.css", "portico.js", "waiting.js"))
    for file in (STATIC / "js").glob("*.js"):
        assert bare(whole(file.read_text())).strip() in js
    for file in (STATIC / "js" / "outbox").glob("*.js"):
        assert bare(file.read_text()).strip() in js, f"{file} is named by no // join: line"
    for file in (STATIC / "js" / "outbox" / "waiting").glob("*.js"):
        assert bare(file.read_text()).strip() in later, f"{file} is named by no // join: line"
    apart = STATIC / "css" / "apart"
    for file in (STATIC / "css").rglob("*.css"):
        body = build_assets()[0][build_assets()[1][file.name]].body.decode() if file.parent == apart else css
        assert tight(file.read_text()) in body, file


def test_styles_and_scripts_weigh_little():
    files, names = build_assets()
    weights = {name: len(squeezed(files[names[name]].body, "br", hard=True)) for name in names if name.endswith((".css", ".js"))}
    assert weights["portico.css"] <= 14_000 and weights["portico.js"] <= 30_000, weights
    # Read only where they are needed, or when.
    assert weights["waiting.js"] <= 5_700 and weights["seldom.js"] <= 2_500 and weights["pushing.js"] <= 1_500, weights


def test_our_own_scripts_are_small():
    own = "\n".join(bare(file.read_text()) for file in sorted((STATIC / "js").glob("*.js")))
    assert len(brotli.compress(own.encode())) <= 10_500


def test_nothing_outside_the_list_is_served(client):
    for path in ("../app.py", "%2e%2e/app.py", "css/base/tokens.css", "icons/draw.py", "js/act.js"):
        assert client.get(f"/static/{path}").status_code == 404


def test_remarks_stay_in_the_source():
    assert bare('// why\nsend("//x") // gone\n  // too\nend(`a  // b`)\n') == 'send("//x")\nend(`a  // b`)'
