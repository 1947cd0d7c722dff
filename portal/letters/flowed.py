"""Paragraphs that a mail program broke into lines, put together again (RFC 3676)."""
import re

QUOTES = re.compile(r">*")


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """Text whose lines end in a blank where they go on; quoted lines keep one mark for each level."""
    out: list[tuple[int, list[str], bool]] = []
    for line in text.split("\n"):
        depth = QUOTES.match(line).end()
        words = line[depth:].removeprefix(" ")
        flows = words.endswith(" ") and words != "-- "
        if flows and delete_space:
            words = words[:-1]
        if out and out[-1][2] and out[-1][0] == depth and words != "-- ":
            pieces = out[-1][1]
            pieces.append(words)
            out[-1] = (depth, pieces, flows)
        else:
            out.append((depth, [words], flows))
    return "\n".join(_line(depth, "".join(pieces)) for depth, pieces, _ in out)


def _line(depth: int, words: str) -> str:
    # The blank after "--" is what makes it the line above a signature.
    tail = words if words == "-- " else words.rstrip(" ")
    return f"{'>' * depth} {tail}".rstrip(" ") if depth else tail
