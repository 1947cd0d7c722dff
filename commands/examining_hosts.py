"""What ``doctor`` says of the addresses that rooms have of their own."""
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import SQLAlchemyError

from commands.finding import Finding
from portal.base.config import Settings
from portal.base.host_names import HostRefused, host_name
from portal.base.reading import reading
from portal.channels.host_reach import reach_host
from portal.people.hosts import named_hosts

#: So many are asked for; of more the rest is only counted.
ASKED, AT_ONCE = 50, 8


def examine_hosts(settings: Settings) -> Iterator[Finding]:
    """One finding for each name, as somebody would reach it; nothing where there are none."""
    try:
        with reading():
            named = [(each.host, each.name, each.host_in_use is not None) for each in named_hosts()]
    except SQLAlchemyError:
        # That is said of the database.
        return
    with ThreadPoolExecutor(AT_ONCE) as threads:
        troubles = threads.map(lambda each: _trouble(each[0], settings), named[:ASKED])
        for (host, whose, in_use), trouble in zip(named, troubles, strict=False):
            yield _finding(settings.origin_of(host), whose, in_use, trouble)
    if len(named) > ASKED:
        yield Finding("hosts", "ok", f"{len(named) - ASKED} more have names of their own, which were not asked for")


def _finding(origin: str, whose: str, in_use: bool, trouble: str | None) -> Finding:
    if trouble is None:
        waits = "" if in_use else "; links lead there once it is confirmed (bin/portico host prints the address for it)"
        return Finding("host", "ok", f"{origin} leads to {whose}{waits}")
    advice = ("Lead its DNS name here, and have the proxy answer to it with a certificate and pass the name on (Host); or take "
              "the name away with bin/portico host --clear.")
    if in_use:
        return Finding("host", "trouble", f"{origin} of {whose}: {trouble}; links, mails and notifications lead there", advice)
    return Finding("host", "warning", f"{origin} of {whose}: {trouble}; links lead to BASE_URL until it is confirmed", advice)


def _trouble(host: str, settings: Settings) -> str | None:
    try:
        host_name(host, settings.base_url)
    except HostRefused:
        return "beside BASE_URL it can be nobody's"
    return reach_host(settings.origin_of(host))
