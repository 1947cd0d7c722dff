"""Where the bytes of files are kept: in a bucket of an S3-compatible service, under the names that a folder would have.

What comes is gathered on this machine first and handed over at once: a slow sender holds no connection to the service,
and nothing stands there that is not whole.
"""
import errno
import hashlib
import shutil
import tempfile
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BufferedReader
from typing import BinaryIO
from urllib.parse import urlsplit

from portal.base.bucket_place import BucketPlace
from portal.channels.far_file import FarFile
from portal.channels.kept import PIECE, Found, Kept, StoreAway, check_name

#: More than so many bytes of a piece wait on the disk instead of in memory.
IN_MEMORY = 2**20
GONE = frozenset({"404", "NoSuchKey", "NotFound"})
FULL = frozenset({"507", "QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity"})


class Bucket:
    """A store in a bucket. Raises StoreAway where the service does not answer, or not as it should."""

    def __init__(self, place: BucketPlace, *, scans: bool = False):
        parts = urlsplit(place.url)
        self.scans, self.blocks = scans, False
        self._bucket, _, self._below = parts.path.strip("/").partition("/")
        self._client = _client(f"{parts.scheme}://{parts.netloc}", place.key_id, place.secret, place.region)

    def put(self, name: str, pieces: Iterable[bytes]) -> Kept:
        """Keep these bytes under a name, all of them or nothing. Raises OSError, such as for a full disk."""
        key, digest, check, size = self._key(name), hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as draft:
            for piece in pieces:
                digest.update(piece)
                check.update(piece)
                size += draft.write(piece)
            draft.seek(0)
            # The service refuses bytes that were damaged on their way.
            with _troubles(name):
                self._client.put_object(Bucket=self._bucket, Key=key, Body=draft, ContentLength=size,
                                        ContentMD5=b64encode(check.digest()).decode())
        return Kept(name, size, digest.digest())

    def copy(self, source: str, name: str) -> None:
        """Let the bytes of one name stand under another, too; what stands there already stays, and is young again.

        Raises FileNotFoundError.
        """
        held, there = self.holds(name), self._key(name)
        # A service copies an object onto itself only where something about it is to change.
        how = {"MetadataDirective": "REPLACE"} if held else {}
        with _troubles(source):
            self._client.copy_object(Bucket=self._bucket, Key=there,
                                     CopySource={"Bucket": self._bucket, "Key": there if held else self._key(source)}, **how)

    def open(self, name: str) -> BinaryIO:
        """The bytes, seekable, fetched as they are read. Raises FileNotFoundError."""
        key = self._key(name)
        with _troubles(name):
            size = self._client.head_object(Bucket=self._bucket, Key=key)["ContentLength"]

        def begin(at: int):
            with _troubles(name):
                return self._client.get_object(Bucket=self._bucket, Key=key, Range=f"bytes={at}-")["Body"]
        return BufferedReader(FarFile(size, begin, lambda: _troubles(name)), PIECE)

    @contextmanager
    def near(self, name: str) -> Iterator[BinaryIO]:
        """The bytes as a file of this machine, for a program that reads one. Raises FileNotFoundError."""
        with self.open(name) as far, tempfile.TemporaryFile() as file:
            shutil.copyfileobj(far, file, PIECE)
            file.seek(0)
            yield file

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes in pieces. Raises FileNotFoundError."""
        with self.open(name) as file:
            while piece := file.read(PIECE):
                yield piece

    def holds(self, name: str) -> bool:
        return self.find(name) is not None

    def find(self, name: str) -> Found | None:
        """What stands under a name, with its size and when it came there."""
        try:
            with _troubles(name):
                told = self._client.head_object(Bucket=self._bucket, Key=self._key(name))
        except FileNotFoundError:
            return None
        return Found(name, told["ContentLength"], told["LastModified"])

    def delete(self, name: str) -> None:
        """Let go of a name. One that is not there is no trouble."""
        with _troubles(name):
            self._client.delete_object(Bucket=self._bucket, Key=self._key(name))

    def names(self, below: str) -> Iterator[Found]:
        """Everything that is kept below a first part of names such as ``blobs``."""
        start = len(self._key(""))
        with _troubles(below):
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket,
                                                                               Prefix=self._key(below) + "/"):
                for each in page.get("Contents", ()):
                    yield Found(each["Key"][start:], each["Size"], each["LastModified"])

    def reach(self) -> str | None:
        """None where the bucket is there and is ours to write in, else what is wrong."""
        try:
            with _troubles("the bucket"):
                self._client.head_bucket(Bucket=self._bucket)
            self.put("trial", [b"trial"])
            self.delete("trial")
        except OSError as trouble:
            return trouble.strerror or str(trouble)
        return None

    def _key(self, name: str) -> str:
        return f"{self._below}/{check_name(name)}" if self._below else check_name(name)


@lru_cache(8)
def _client(endpoint: str, key_id: str, secret: str, region: str):
    # Half a second and 30 MB, which those who keep files in a folder need not spend.
    from botocore.config import Config
    from botocore.session import get_session

    # Checksums of its own are AWS's alone: others of this kind refuse them.
    return get_session().create_client(
        "s3", endpoint_url=endpoint, aws_access_key_id=key_id, aws_secret_access_key=secret, region_name=region,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, connect_timeout=5, read_timeout=30,
                      retries={"mode": "standard", "total_max_attempts": 3}, max_pool_connections=32,
                      request_checksum_calculation="when_required", response_checksum_validation="when_required"))


@contextmanager
def _troubles(name: str) -> Iterator[None]:
    """What the service says, as a folder would: FileNotFoundError, a full disk, or StoreAway."""
    from botocore.exceptions import BotoCoreError, ClientError
    from urllib3.exceptions import HTTPError

    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        status = str(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", ""))
        if code in GONE:
            raise FileNotFoundError(errno.ENOENT, "No such file in the bucket", name) from None
        if FULL & {code, status}:
            raise OSError(errno.ENOSPC, "The bucket is full", name) from error
        raise StoreAway(f"{name}: {code or status}") from error
    except (BotoCoreError, HTTPError) as error:
        raise StoreAway(f"{name}: {type(error).__name__}") from error
