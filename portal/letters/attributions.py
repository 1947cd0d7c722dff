"""Where, in a mail's text, the mail begins that it answers: "On 3 May Tess wrote:", as programs of many languages put it.

A person writes such lines as well, so one counts only in the shape that programs give it: it begins with a day or with a
name and address, it ends with a colon, and a verb of writing stands between. Each look costs the same, however long a line.
"""
import re
from collections.abc import Sequence

#: No program needs more lines, or longer ones, to say who wrote what when.
MOST_LINES = 6
MOST_SIGNS = 400

_ADDRESS = r"<[^<>\s@]{1,200}@[^<>\s]{1,200}>"
#: Verbs that stand at the end of such a line, and those that stand before the name.
_LAST = (r"wrote|writes|a écrit|écrit|escribió|escreveu|ha scritto|scrisse|geschreven|napisał(?:a|\(a\))?|napsal(?:a|\(a\))?"
         r"|napísal(?:a|\(a\))?|написала?|написал\(а\)|пишет|пише|написав|írta|scris|yazdı|έγραψε|rakstīja|rašė|написа")
_BEFORE = r"schrieb|schreef|skrev|kirjoitti|kirjutas"
_VERB = re.compile(rf"(?<!\w)(?:(?:{_LAST})\s?(?:[:：]|-{{2,}})$|(?:{_BEFORE})(?!\w))|(?:写道|寫道|書きました|작성)\s?[:：]$",
                   re.IGNORECASE)
_ENDS = (":", "：", "wrote --", "wrote ---", "wrote ----")
#: A time of day, a day with its year, and an address: two of them nobody types by hand who does not mean a mail.
_TIME, _YEAR = re.compile(r"(?<![\d.])\d\d?[:.]\d\d(?!\.?\d)"), re.compile(r"\d{4}|\d[./-]\d\d?[./-]\d\d")
_NAMED, _ENDS_IN_ADDRESS = re.compile(_ADDRESS), re.compile(rf"{_ADDRESS}\s?[:：]$")
#: How such a line begins: a word of time with a number behind it, a day, or a name and address with the verb.
_BEGINNING = re.compile(
    rf"""[-*\s]{{0,6}}(?:
    (?:On|At|Le|Am|El|Em|Il|Op|Den|Dnia|W\ dniu|På|Pe|Dne|Dňa|Ngày|Kl|A|Στις|Kohteesta)\b[^\n]{{0,60}}\d
    | \d{{1,4}}\s?[./-]\s?\d | \d{{4}}年
    | \d{{1,2}}\.?\ \w{{2,12}}\.?\ \d{{4}}\b | \w{{2,14}}\.?,\ \d{{1,2}}\.?\ \w{{3,12}}\.?\ \d{{4}}\b
    | [^<>\n]{{1,80}}{_ADDRESS}\s+(?:{_LAST}|{_BEFORE})(?!\w)
    )""", re.IGNORECASE | re.VERBOSE)
#: In one line and without a colon: a day, its time and zone, and a name; or a day, and an address at the end.
_WITHOUT_VERB = re.compile(rf"\d{{4}}[-/]\d\d?[-/]\d\d?\ (?:\d\d?:\d\d\ GMT[+-]\d\d:\d\d\ \S.{{0,100}}|.{{1,100}}{_ADDRESS}:?)$")


def attribution_at(lines: Sequence[str], at: int) -> int:
    """How many lines from here on say who wrote what follows; 0 where none does."""
    if not _BEGINNING.match(lines[at]):
        return 0
    said = ""
    for count, line in enumerate(lines[at:at + MOST_LINES], start=1):
        said = f"{said} {line}".strip()
        if len(said) > MOST_SIGNS:
            break
        if said.endswith(_ENDS) and _announces(said, lines, at + count):
            return count
    if _WITHOUT_VERB.match(lines[at]):
        # An address that was wrapped ends on the next line.
        return 2 if lines[at].endswith("<") and at + 1 < len(lines) else 1
    return 0


def _announces(said: str, lines: Sequence[str], below: int) -> bool:
    """Whether these words, which end as such a line does, say when or from whom a mail came."""
    named, timed, dated = (pattern.search(said) for pattern in (_NAMED, _TIME, _YEAR))
    if not _VERB.search(said):
        return bool(timed and _ENDS_IN_ADDRESS.search(said))
    # A person could have written it as well where there is no more than a day: then a quote stands below it.
    return bool(named or timed and dated) or bool(timed or dated) and _is_quote(lines, below)


def _is_quote(lines: Sequence[str], at: int) -> bool:
    below = next((line for line in lines[at:at + MOST_LINES] if line.strip()), "")
    return below.lstrip().startswith((">", "|"))
