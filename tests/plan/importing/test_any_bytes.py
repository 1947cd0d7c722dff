"""Whatever bytes a stranger sends, the answer is a plan or a refusal, and soon."""

import io
import random
import zipfile
from datetime import date

import pytest

from portal.plan.importing import PlanRefused, inspect_plan, read_plan, sentences
from tests.plan.importing.files import csv_file, mspdi_file, task, xlsx_file
from tests.support_patience import patience

SEEDS = {
    "csv": csv_file("""
        ID;Phase;Vorgang;Anfang;Ende;Dauer;Vorgänger;Wer;%;Kosten;Übergeordnet
        1;A;Eins;03.03.2025;04.03.2025;2 Tage;;Ann;50%;1.000,00;
        2;A;"Zwei; und";05.03.2025;06.03.2025;PT16H;1EA+1,5 Tage;Ben;0,5;5;1
        3;B;..Drei;KW 11/2025;2025-03-12;1:30;"2;1FS+50%";;;;2
        """),
    "xlsx": xlsx_file(
        [["WBS", "Task", "Start", "End"], [1, "A", date(2025, 3, 3), 45720], [1.1, "  B", None, "x"]],
        groups={3: 1},
        indents={3: 2},
        merged=["A2:A3"],
    ),
    "xml": mspdi_file(
        task(0, "P", 0)
        + task(1, "A")
        + task(2, "B", 2, "<PredecessorLink><PredecessorUID>1</PredecessorUID><LinkLag>48</LinkLag></PredecessorLink>")
    ),
}
PIECES = [
    b"\x00",
    b"\xff",
    b'"',
    b";",
    b",",
    b"\n",
    b"\r",
    b"\t",
    b"1",
    b"9" * 30,
    b"-",
    b"%",
    b"<",
    b"&",
    b"\xc3\xa4",
    "\u202e".encode(),
    b"1e999",
    b"NaN",
    b"PT",
    b"#",
    b"99999999999999999999",
    b"31.02.2025",
    b"(" * 40,
    b"[" * 40,
    b"{" * 40,
    b"0" * 60,
    b"\xed\xa0\x80",
    b"A" * 400,
    b" " * 300,
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    data = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        what = chance.randrange(4)
        if what == 0:
            data[at:at] = chance.choice(PIECES)
        elif what == 1:
            data[at : at + chance.randint(1, 40)] = chance.choice(PIECES)
        elif what == 2:
            del data[at : at + chance.randint(1, 30)]
        else:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other : other + chance.randint(1, 60)]
    return bytes(data)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """A workbook whose container is whole and whose parts are not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, mutated(text, chance) if "sheet1" in name or "shared" in name or chance.random() < 0.1 else text)
    return out.getvalue()


def answer(data: bytes):
    for ask in (inspect_plan, read_plan):
        try:
            ask(data, "p")
        except PlanRefused as refusal:
            assert sentences.refusal(refusal)
            assert refusal.code != "broken", repr(refusal.__cause__)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xml", "inside"])
def test_damaged_files_are_read_or_refused(kind):
    chance = random.Random(kind)
    for _ in range({"csv": 400, "xlsx": 120, "xml": 300, "inside": 120}[kind]):
        answer(mutated_inside(SEEDS["xlsx"], chance) if kind == "inside" else mutated(SEEDS[kind], chance))


def test_noise_is_read_or_refused():
    chance = random.Random(7)
    for length in (1, 2, 3, 10, 100, 1000, 5000):
        for _ in range(10):
            answer(chance.randbytes(length))
            answer("".join(chance.choice('a1;,"\n\t .-/%#(<é') for _ in range(length)).encode())


@pytest.mark.parametrize(
    "cell",
    [
        "(" * 20_000,
        "1," * 10_000,
        "a," * 10_000,
        "[" * 20_000,
        " -" * 10_000,
        "9" * 20_000,
        "1.1." * 5_000,
        "a@b <" * 4_000,
        "{\\rtf" * 4_000,
        "<p" * 10_000,
    ],
)
def test_long_cells_take_no_long_time(cell):
    heading = "ID;Parent;Task;Start;Duration;Predecessors;Owner;%;Cost;Notes"
    data = (heading + "\n" + ";".join([f'"{cell}"'] * 10) + "\n" + "1;;A;2025-03-03;1d;;;;;\n").encode()
    with patience():
        answer(data)


def test_twenty_thousand_rows_take_a_few_seconds():
    rows = "".join(
        f"{n};{n // 10 * 10 or ''};Task {n % 50};{n % 28 + 1:02}.03.2025;3 Tage;{n - 1};Ann\n" for n in range(1, 20_001)
    )
    with patience():
        plan = read_plan(("ID;Parent;Task;Start;Duration;Predecessors;Owner\n" + rows).encode(), "big.csv")
    assert plan.counts()["items"] == 20_000


@pytest.mark.parametrize(
    "data",
    [
        b"<Project>" + b"<a>" * 3_000_000,
        b"<Project><Tasks><Task>" + b"<a/>" * 2_000_000 + b"</Task></Tasks></Project>",
    ],
)
def test_xml_that_is_only_deep_or_long_is_given_up_soon(data):
    with patience(), pytest.raises(PlanRefused) as refusal:
        read_plan(data, "p.xml")
    assert refusal.value.code == "odd_xml"


def test_a_million_blank_rows_below_a_plan_cost_little():
    with patience():
        plan = read_plan(b"Task;Due;;\nA;2025-03-03;;\n" + b";;;\n" * 1_000_000, "p.csv")
    assert plan.counts()["items"] == 1
