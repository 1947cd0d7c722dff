"""Bytes to text. Detectors by statistics misjudge short western files, so the likely answers are tried first."""

import codecs

from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = set("äöüßéèêëàâáãåæçñóòôõøœîïíìûúùýÿÄÖÜÉÈÊËÀÂÁÃÅÆÇÑÓÒÔÕØŒÎÏÍÌÛÚÙÝ€£§°ºª¿¡«»“”‘’‚„–—…•·´©®™µ±²³½¼¾×\u00a0\u00ad")
CANDIDATES = [
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1257",
    "mac_roman",
    "cp850",
    "iso8859_2",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
]


def decoded(data: bytes) -> tuple[str, str]:
    """(text, encoding): byte-order mark, then UTF-8, UTF-16 by its zero bytes, Windows western, then statistics."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    if encoding := wide(data):
        return data.decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return legacy(data)


def wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of mostly western text is zero."""
    head = data[:4_000]
    if len(head) < 8:
        return None
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros.count(0) > len(zeros) * 0.6:
            return encoding
    return None


def legacy(data: bytes) -> tuple[str, str]:
    text = data.decode("cp1252", "replace")
    high = [char for char in text if ord(char) > 127][:5_000]
    if sum(char in WESTERN for char in high) >= len(high) * 0.95:
        return text, "cp1252"
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    guess = from_bytes(b"\n".join(lines)[:20_000], cp_isolation=CANDIDATES).best()
    return (data.decode(guess.encoding, "replace"), guess.encoding) if guess else (text, "cp1252")
