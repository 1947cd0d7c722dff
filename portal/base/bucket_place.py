"""Which bucket keeps the bytes of files, where it is no folder of this machine."""
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from portal.base.setting_kinds import SettingRefused

EXAMPLE = "https://s3.eu-central-1.amazonaws.com/bucket"
#: How each service names its buckets, and what may stand below one.
PATH = re.compile(r"/[a-zA-Z0-9][a-zA-Z0-9._-]{1,62}(/[\w.-]+)*/?", re.ASCII)


class BucketPlace(NamedTuple):
    """A bucket of an S3-compatible service: ``https://host/bucket`` or ``https://host/bucket/below``, and as whom."""

    url: str
    key_id: str
    secret: str
    region: str


def bucket_place(url: str, key_id: str, secret: str, region: str) -> BucketPlace | None:
    """What the settings name, or None. Raises SettingRefused, which repeats neither key nor address."""
    if not url:
        if key_id or secret:
            raise SettingRefused(f"FILES_KEY_ID or FILES_SECRET is set but FILES_URL is not; write {EXAMPLE}.")
        return None
    if not _is_bucket(url):
        raise SettingRefused(f"FILES_URL is not the address of a bucket like {EXAMPLE}; the key goes into FILES_KEY_ID and "
                             "FILES_SECRET.")
    if not (key_id and secret):
        raise SettingRefused("FILES_URL is set but FILES_KEY_ID or FILES_SECRET is not: say as whom files are kept there.")
    return BucketPlace(url.rstrip("/"), key_id, secret, region or "us-east-1")


def _is_bucket(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0 and not parts.username
                and not parts.query and not parts.fragment and bool(PATH.fullmatch(parts.path)) and ".." not in parts.path)
    except ValueError:
        return False
