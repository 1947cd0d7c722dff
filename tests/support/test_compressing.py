"""Pages leave compressed, as the browser takes them."""
import gzip

import brotli
import pytest

from blueprints.support.compressing import zstd

WAYS = [("gzip, deflate, br, zstd", "zstd", zstd.decompress),
        ("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)]


@pytest.mark.parametrize("accepted, encoding, opened", WAYS)
def test_a_page_leaves_compressed(client, accepted, encoding, opened):
    answer = client.get("/offline", headers={"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] == encoding and int(answer.headers["Content-Length"]) == len(answer.data)
    assert opened(answer.data).decode() == client.get("/offline").text


def test_small_answers_and_pictures_stay_as_they_are(client):
    from blueprints.support.assets import asset

    for path in ("/healthz", asset("icons/icon-192.png")):
        assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "br"}).headers
