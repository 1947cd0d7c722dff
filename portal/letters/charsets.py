"""Bytes of a mail as text, in whatever charset they are, or claim to be."""
import codecs

#: What mail programs call charsets that Python knows by another name, or whose superset they really write.
CALLED = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8", "ansi": "cp1252",
          "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "gb2312": "gb18030", "gbk": "gb18030",
          "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932", "iso-2022-jp": "iso2022_jp_ext",
          "unicode-1-1-utf-7": "utf-7", "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "unknown-8bit": "utf-8",
          "cp-850": "cp850", "x-user-defined": "utf-8", "utf8mb4": "utf-8"}
#: Codecs of Python that are for other things than words, or cost much more than they give.
NOT_FOR_WORDS = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"}


def text_of(data: bytes, charset: str | None) -> str:
    """The text, in the charset it says; where that is not so in the likeliest other one. Never raises."""
    said = _codec(charset)
    for codec in (lambda: said, lambda: "utf-8", lambda: said or _guessed(data), lambda: "cp1252"):
        if name := codec():
            try:
                return _tidy(data.decode(name))
            except (UnicodeError, ValueError):
                continue
    return _tidy(data.decode(said or "cp1252", "replace"))


def _codec(charset: str | None) -> str | None:
    name = (charset or "").strip().strip("'\"").lower().replace(" ", "")
    try:
        codec = codecs.lookup(CALLED.get(name, name))
    except (LookupError, ValueError):
        return None
    usable = codec._is_text_encoding and codec.name.replace("-", "_") not in NOT_FOR_WORDS
    return codec.name if usable else None


def _guessed(data: bytes) -> str | None:
    # Imported for the rare mail that says nothing: it takes a while.
    from charset_normalizer import from_bytes

    found = from_bytes(data[:20_000]).best()
    return found.encoding if found else None


def _tidy(text: str) -> str:
    # Some codecs let halves of characters through, which no database takes.
    whole = text.encode("utf-8", "replace").decode()
    return whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
