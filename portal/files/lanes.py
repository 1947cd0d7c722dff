"""The lanes' half of the fence: which versions of a document a side may see at all."""
from sqlalchemy import and_

from portal.files.version import Version


def open_to(staff_here: bool, version=Version):
    """The versions that this side may see: the team all that were not taken back, contacts the shared ones of them."""
    there = version.withdrawn_at.is_(None)
    return there if staff_here else and_(there, version.lane == "shared")
