"""Where, in a mail's text, the mail begins that it answers: "On 3 May Tess wrote:", as programs of many languages put it.

A person writes such lines as well, so one counts only in the shape that programs give it: it begins with a day or with a
name and address, it ends with a colon, and a verb of writing stands between. Each look costs the same, however long a line.
"""
import re
from collections.abc import Sequence

#: No program needs more lines, or longer ones, to say who wrote what when.
MOST_LINES = 6
MOST_SIGNS = 400

_ADDRESS = r"<[^<>\s]{1,200}@[^<>\s]{1,200}>"
_VERBS = (r"wrote|writes|schrieb|a écrit|écrit|escribió|escreveu|ha scritto|scrisse|schreef|geschreven|skrev|napisał(?:a|\(a\))?"
          r"|napsal(?:a|\(a\))?|napísal(?:a|\(a\))?|написала?|написал\(а\)|пишет|пише|написав|kirjoitti|írta|scris|yazdı|έγραψε"
          r"|kirjutas|rakstīja|rašė|написа")
_VERB = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)|写道|寫道|書きました|작성", re.IGNORECASE)
_MOMENT = re.compile(r"\d{4}|\d{1,2}[:.]\d\d|@")
_END = re.compile(r"(?:[:：]|\bwrote -{2,})$")

#: Without a verb: a time of day, and at the end a name with its address.
_ENDS_IN_ADDRESS = re.compile(rf"\d[:.]\d\d\b.{{1,200}}{_ADDRESS}\s?[:：]$")
#: How such a line begins: a word of time with a number behind it, a day, or a name and address with the verb.
_BEGINNING = re.compile(
    rf"""[-*\s]{{0,6}}(?:
    (?:On|At|Le|Am|El|Em|Il|Op|Den|Dnia|W\ dniu|På|Pe|Dne|Dňa|Ngày|Kl|A|Στις|Kohteesta)\b[^\n]{{0,60}}\d
    | \d{{1,4}}\s?[./-]\s?\d | \d{{4}}年
    | \d{{1,2}}\.?\ \w{{2,12}}\.?\ \d{{4}}\b | \w{{2,14}}\.?,\ \d{{1,2}}\.?\ \w{{3,12}}\.?\ \d{{4}}\b
    | [^<>\n]{{1,80}}{_ADDRESS}\s+(?:{_VERBS})(?!\w)
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
        if _END.search(said) and (_VERB.search(said) and _MOMENT.search(said) or _ENDS_IN_ADDRESS.search(said)):
            return count
    if _WITHOUT_VERB.match(lines[at]):
        # An address that was wrapped ends on the next line.
        return 2 if lines[at].endswith("<") and at + 1 < len(lines) else 1
    return 0
