"""The push somebody asks for to see whether pushes arrive on a device."""
from portal.jobs.pushes.ground import Ground, Reader
from portal.jobs.pushes.kinds import push
from portal.jobs.pushes.saying import Saying
from portal.notices.delivery import Delivery


@push("trial")
def compose(delivery: Delivery, notices: list, reader: Reader, ground: Ground) -> Saying:
    return Saying(locale=reader.locale, zone=reader.zone, brand=reader.brand(()), lines=(), private=reader.private)
