"""A bucket that does not answer, or not as it should, says so; it is never taken for an empty one."""
import socket

import pytest
from botocore.exceptions import ClientError

from portal.base.bucket_place import BucketPlace
from portal.channels.files import Bucket, StoreAway


@pytest.fixture
def bucket(buckets):
    return Bucket(buckets())


def test_a_bucket_that_is_there_is_told_to_be(bucket):
    assert bucket.reach() is None
    assert list(bucket.names("trial")) == []


def test_a_service_that_is_away_is_away_and_nothing_is_said_of_what_it_holds(monkeypatch):
    # Its tries again are botocore's, with their waits.
    monkeypatch.setattr("botocore.retries.standard.StandardRetryConditions.is_retryable", lambda *_: False)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        away = Bucket(BucketPlace(f"http://127.0.0.1:{closed.getsockname()[1]}/files", "key", "secret", "us-east-1"))
        for reach in (lambda: away.put("blobs/a", [b"x"]), lambda: away.holds("blobs/a"), lambda: away.open("blobs/a"),
                      lambda: list(away.names("blobs")), lambda: away.delete("blobs/a"), lambda: away.copy("a", "b")):
            with pytest.raises(StoreAway):
                reach()
        assert "EndpointConnectionError" in away.reach()


@pytest.mark.parametrize(("code", "status", "raised"), [
    ("AccessDenied", 403, StoreAway), ("SlowDown", 503, StoreAway), ("BadDigest", 400, StoreAway),
    ("XMinioStorageFull", 507, OSError), ("NoSuchKey", 404, FileNotFoundError)])
def test_what_the_service_says_is_told_as_a_folder_would(bucket, monkeypatch, code, status, raised):
    def refuse(**_):
        raise ClientError({"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, "PutObject")

    monkeypatch.setattr(bucket, "_client", type("Client", (), {"put_object": staticmethod(refuse)}))
    with pytest.raises(raised) as trouble:
        bucket.put("blobs/a", [b"x"])
    assert type(trouble.value) is raised
    assert (trouble.value.errno == 28) == (raised is OSError)


def test_bytes_that_end_too_early_are_never_taken_for_the_whole(bucket, monkeypatch):
    bucket.put("blobs/a", [b"whole"])
    whole = bucket._client.get_object

    def cut(**asked):
        answer = whole(**asked)
        answer["Body"].read(3)
        return answer
    monkeypatch.setattr(bucket, "_client", type("Client", (), {"get_object": staticmethod(cut),
                                                               "head_object": bucket._client.head_object}))
    with pytest.raises(StoreAway):
        list(bucket.read("blobs/a"))
