"""Joining: many small style and script files become one text each, without a build step."""
import re
from pathlib import Path

from rjsmin import jsmin

STATIC = Path(__file__).resolve().parents[2] / "static"
LAYERS = ("reset", "base", "components", "utilities")
VENDORED = ("htmx.min.js", "hx-csp.min.js")

JOIN = re.compile(r"^// join: (\S+)$", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,>])\s*")


def joined_css() -> str:
    """Every layer's files in alphabetical order; the folder names the layer."""
    layers = [f"@layer {','.join(LAYERS)};"]
    for layer in LAYERS:
        text = "\n".join(file.read_text() for file in sorted((STATIC / "css" / layer).glob("*.css")))
        layers.append(f"@layer {layer}{{{tight(text)}}}")
    return "\n".join(layers) + f"\n@layer components{{{icon_css()}}}"


def apart_css(file: Path) -> str:
    """The rules of a few pages, as components: those of ``static/css/apart`` are fetched only where they are needed."""
    return f"@layer components{{{tight(file.read_text())}}}"


def tight(css: str) -> str:
    """The same rules without comments and needless blanks."""
    return _AROUND.sub(r"\1", _BLANKS.sub(" ", _COMMENT.sub("", css))).strip()


def icon_css() -> str:
    """One rule for each line drawing, as a mask: an icon costs a page one class and takes the ink of its words."""
    drawings = sorted((STATIC / "icons" / "line").glob("*.svg"))
    return "".join(f'.icon-{file.stem}{{--icon:url("data:image/svg+xml,{_mask(file)}")}}' for file in drawings)


def _mask(file: Path) -> str:
    text = _BLANKS.sub(" ", file.read_text().strip()).replace("> <", "><").replace('"', "'")
    return text.replace("%", "%25").replace("#", "%23").replace("<", "%3C").replace(">", "%3E")


def joined_js() -> str:
    """The vendored libraries, then each behaviour in a scope of its own; ``_start.js`` sorts first."""
    vendored = [(STATIC / "vendor" / name).read_text() for name in VENDORED]
    return "\n;".join(vendored + [apart(file) for file in sorted((STATIC / "js").glob("*.js"))]) + "\n"


def apart(file: Path) -> str:
    """One behaviour in a scope of its own; those of ``static/js/apart`` are fetched only where they are needed."""
    return f'(() => {{"use strict";\n{bare(whole(file.read_text()))}\n}})()'


def whole(script: str) -> str:
    """A script with the files it names in lines like ``// join: static/js/outbox/store.js`` in their places."""
    return JOIN.sub(lambda named: whole((STATIC.parent / named[1]).read_text()), script)


def bare(script: str) -> str:
    """A script without remarks and needless blanks: they speak to who reads the source, not to phones."""
    return jsmin(script)
