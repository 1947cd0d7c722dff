"""The push somebody asks for to see whether pushes arrive on a device."""
from portal.jobs.claiming import Owed
from portal.jobs.pushes.ground import Ground, Reader
from portal.jobs.pushes.kinds import push
from portal.jobs.pushes.saying import Saying


@push("trial")
def compose(delivery: Owed, notices: list, reader: Reader, ground: Ground) -> Saying:
    return Saying(locale=reader.locale, zone=reader.zone, brand=reader.brand(()), lines=(), private=reader.private)
