"""A plan file to a plan."""

from portal.plan.importing.formats import format_of
from portal.plan.importing.inspection import Inspection
from portal.plan.importing.plan import Plan
from portal.plan.importing.refusal import PlanRefused

# The readers are imported when the first plan comes: they hold 5 MB, in each process, and most days bring none.


def inspect_plan(data: bytes, filename: str, mapping=None, sheet=None, header_row=None) -> Inspection:
    """What a file holds and how its columns would be understood, as proposed or with what the person corrected so far.

    Raises PlanRefused, never anything else."""

    def inspect(kind: str) -> Inspection:
        if kind == "xml":
            from portal.plan.importing.mspdi.reading import inspect_mspdi

            return inspect_mspdi(data, filename)
        from portal.plan.importing.table.reading import inspect_table

        return inspect_table(data, filename, kind, mapping, sheet, header_row)

    return sheltered(inspect, data)


def read_plan(data: bytes, filename: str, mapping=None, date_order=None, sheet=None, header_row=None) -> Plan:
    """The plan in a file: as proposed by `inspect_plan`, or as corrected by the person.

    `mapping` goes from field to column (all of it, when given), `header_row` counts from 0. Raises PlanRefused, never
    anything else: whatever bytes a stranger sends, the answer is a sentence."""

    def read(kind: str) -> Plan:
        if kind == "xml":
            from portal.plan.importing.mspdi.reading import read_mspdi

            return read_mspdi(data, filename)
        from portal.plan.importing.table.reading import read_table

        return read_table(data, filename, kind, mapping, date_order, sheet, header_row)

    return sheltered(read, data)


def sheltered(read, data: bytes):
    """Runs a reader; what nobody thought of is a broken file, with the cause kept for the log."""
    try:
        return read(format_of(data))
    except (PlanRefused, MemoryError):
        raise
    except Exception as error:
        raise PlanRefused("broken", detail=type(error).__name__) from error
