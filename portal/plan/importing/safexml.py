"""Parsing XML that a stranger sent: no document type, no entities, nothing fetched."""

import io

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from portal.plan.importing.refusal import PlanRefused


def parsed_events(data, *, broken: str, events=("start", "end")):
    """(event, element) pairs of `data` (bytes or a binary file). Raises PlanRefused 'xml_bomb' or `broken`."""
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    try:
        yield from iterparse(source, events=events, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise PlanRefused("xml_bomb") from error
    except PlanRefused:
        raise
    except Exception as error:
        raise PlanRefused(broken, detail=str(error)[:120]) from error


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]
