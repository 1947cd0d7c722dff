"""What kind of file something is: by its name and by its content, which must agree.

What has a signature is told by it. What has none (text, HTML, SVG, drawings of odd programs) is offered for
download only, as bytes of no kind: nobody's browser shows it (OWASP File Upload Cheat Sheet).
"""
import mimetypes
from typing import NamedTuple

import filetype

from portal.files.names import ending_of
from portal.files.refusal import FileRefused

#: So many bytes tell the kind.
HEAD = 8192
BYTES = "application/octet-stream"
#: Programs: nothing that a client portal is for, and what is sent to trick somebody.
PROGRAMS = frozenset({
    "exe", "dll", "msi", "msp", "scr", "com", "pif", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "wsf", "wsh", "jse",
    "hta", "lnk", "reg", "cpl", "jar", "apk", "ipa", "app", "dmg", "pkg", "deb", "rpm", "iso", "img", "vhd", "elf",
    "swf", "crx", "nes", "wasm",
})
#: Content: the endings it may stand under, where they are more than its own name.
ENDINGS = {
    "jpg": "jpg jpeg jpe jfif", "tif": "tif tiff dng cr2 nef arw", "heic": "heic heif hif", "mp4": "mp4 m4v m4a mov",
    "mov": "mov qt mp4", "m4v": "m4v mp4 mov", "m4a": "m4a mp4", "apng": "png apng", "ogg": "ogg oga ogv opus",
    "midi": "mid midi", "webm": "webm mkv",
    "mkv": "mkv webm", "mpg": "mpg mpeg", "wmv": "wmv wma asf", "aac": "aac", "ps": "ps eps ai", "pdf": "pdf ai",
    # With a password, documents of today come in the container of old ones.
    "doc": "doc dot xls xlt ppt pot pps msg vsd pub mpp docx xlsx pptx", "gz": "gz tgz", "bz2": "bz2 tbz2", "xz": "xz txz",
    "zip": "zip docx docm dotx xlsx xlsm xltx pptx pptm potx ppsx odt ods odp odg key pages numbers sketch xd epub idml "
           "fig vsdx xmind usdz kmz afdesign 3mf",
    "psd": "psd psb", "rtf": "rtf doc",
}
FAMILIES = {content: frozenset(endings.split()) for content, endings in ENDINGS.items()}
FAMILIES |= dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"), FAMILIES["zip"])
#: Endings whose files always have a signature that is known: without one they are something else.
SIGNED = frozenset({
    "jpg", "jpeg", "png", "gif", "webp", "pdf", "tif", "tiff", "zip", "gz", "7z", "rar", "docx", "xlsx", "pptx", "odt",
    "ods", "odp", "epub",
})
#: How the container of older office documents begins.
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Signatures of two or three letters, with which any text may begin.
WEAK = frozenset({"bmp", "exe", "swf"})
#: What we make pictures of.
PICTURES = frozenset({"jpg", "png", "apng", "gif", "webp", "pdf"})
#: Plain text, whose first lines are shown. Nothing that a browser would take for a page or a drawing.
TEXTS = frozenset({"txt", "text", "md", "csv", "tsv", "log", "json", "yaml", "yml", "ini", "toml", "srt", "vtt", "ics"})


class Kind(NamedTuple):
    """As what a file is offered, and whether something of it can be shown: a picture, pages, its first lines."""

    media_type: str
    is_picture: bool


def check_name(name: str) -> None:
    """Refuse by the name alone, before a byte is sent. Raises FileRefused."""
    if ending_of(name) in PROGRAMS:
        raise FileRefused("kind", name)


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of a file of this name that begins with these bytes. Raises FileRefused where the two disagree."""
    check_name(name)
    ending, content = ending_of(name), content_of(head)
    if content in PROGRAMS:
        raise FileRefused("kind", name)
    if (ending in SIGNED) if content is None else ending and ending not in FAMILIES.get(content, {content}):
        raise FileRefused("mismatch", name)
    if content is None or not ending:
        return Kind(BYTES, ending in TEXTS and is_text(head))
    return Kind(mimetypes.guess_type(f"x.{ending}")[0] or BYTES, content in PICTURES)


def content_of(head: bytes) -> str | None:
    """The usual ending of what begins like this; None for what has no signature."""
    if head.startswith(OFFICE):
        return "doc"
    found = filetype.guess(head)
    return None if found is None or found.extension in WEAK and is_text(head) else found.extension


def is_text(head: bytes) -> bool:
    """Whether it may be text: without the signs that only programs write."""
    return not any(sign < 9 or 13 < sign < 32 for sign in head)
