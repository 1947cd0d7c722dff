"""Parsing XML that a stranger sent: no document type, no entities, nothing fetched."""

import io

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from portal.plan.importing.limits import MAX_ELEMENTS, MAX_NESTING
from portal.plan.importing.refusal import PlanRefused


def parsed_events(data, *, broken: str, events=("start", "end")):
    """(event, element) pairs of `data` (bytes or a binary file). Raises PlanRefused 'xml_bomb', 'odd_xml' or `broken`."""
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    begun = depth = 0
    try:
        for event, element in iterparse(
            source, events=("start", "end"), forbid_dtd=True, forbid_entities=True, forbid_external=True
        ):
            depth += 1 if event == "start" else -1
            begun += event == "start"
            if depth > MAX_NESTING or begun > MAX_ELEMENTS:
                raise PlanRefused("odd_xml")
            if event in events:
                yield event, element
    except DefusedXmlException as error:
        raise PlanRefused("xml_bomb") from error
    except PlanRefused:
        raise
    except Exception as error:
        raise PlanRefused(broken, detail=str(error)[:120]) from error


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]
