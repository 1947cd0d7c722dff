"""A server that speaks S3, and a bucket of it."""
import logging
from contextlib import contextmanager
from uuid import uuid4

from portal.base.bucket_place import BucketPlace
from portal.channels.bucket import _client


@contextmanager
def running_s3():
    """``bucket()`` gives the place of a new, empty bucket until the end of the block."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield lambda: _bucket(f"http://{host}:{port}")
    finally:
        server.stop()


def _bucket(endpoint: str) -> BucketPlace:
    name = f"files-{uuid4().hex[:8]}"
    place = BucketPlace(f"{endpoint}/{name}/below", "key", "secret", "us-east-1")
    _client(endpoint, place.key_id, place.secret, place.region).create_bucket(Bucket=name)
    return place
