"""Excel keeps the indent of a cell in its style."""

import zipfile

from portal.plan.importing.safexml import local, parsed_events


def indents_by_style(archive: zipfile.ZipFile) -> dict[int, int]:
    """Number of a cell style -> its indent, where there is one."""
    member = next((name for name in archive.namelist() if name.lower().endswith("styles.xml")), None)
    if not member:
        return {}
    indents, number, inside = {}, -1, False
    with archive.open(member) as part:
        for event, element in parsed_events(part, broken="broken_workbook"):
            name = local(element.tag)
            if name == "cellXfs":
                inside = event == "start"
            elif inside and name == "xf" and event == "start":
                number += 1
            elif inside and name == "alignment" and event == "end" and element.get("indent", "0").isdecimal():
                indents[number] = int(element.get("indent", "0")[:3])
    return {style: indent for style, indent in indents.items() if indent}
