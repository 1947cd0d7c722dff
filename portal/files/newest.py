"""Which version of a document is the newest, which one each is: for who sees all of them, and for who sees the shared ones."""
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.files.lanes import open_to
from portal.files.version import Version


def newest_number(document_id, staff_here: bool):
    """The number of the newest version of a document (a column, or an id) for a side, as a scalar subquery."""
    other = aliased(Version)
    return (select(func.max(other.number)).where(other.document_id == document_id, open_to(staff_here, other))
            .correlate_except(other).scalar_subquery())


def place_of(version, staff_here: bool):
    """Which one it is among those of its document that a side may see, counted from one, as a scalar subquery."""
    other = aliased(Version)
    return (select(func.count()).select_from(other)
            .where(other.document_id == version.document_id, other.number <= version.number, open_to(staff_here, other))
            .correlate_except(other).scalar_subquery())
