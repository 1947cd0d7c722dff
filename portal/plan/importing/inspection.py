"""What was found in a file before anything is decided."""

from dataclasses import asdict, dataclass, field


@dataclass(slots=True)
class Column:
    """One column as the person sees it: its number from 0, its heading, a few values."""

    index: int
    header: str
    samples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """One sheet of a workbook; `plan` says whether it looks like one."""

    name: str
    rows: int
    plan: bool


@dataclass(slots=True)
class Inspection:
    """Format, place and meaning of the columns, as proposed; the person may correct all of it.

    `header_row` counts from 0 over the rows of the sheet and is None where the file has no heading;
    `mapping` goes from field to column; `date_order` is 'ymd', 'dmy', 'mdy', or 'ambiguous' and then has to be asked,
    with `date_samples` at hand."""

    format: str
    title: str = ""
    sheets: list[Sheet] = field(default_factory=list)
    sheet: str | None = None
    header_row: int | None = None
    delimiter: str | None = None
    encoding: str | None = None
    columns: list[Column] = field(default_factory=list)
    mapping: dict[str, int] = field(default_factory=dict)
    guessed: list[str] = field(default_factory=list)
    date_order: str = "ymd"
    date_samples: list[str] = field(default_factory=list)
    rows: int = 0

    def to_dict(self) -> dict:
        return asdict(self)
