# ruff: noqa: E501  (a sentence stands on one line, so that it can be found)
"""Every refusal and warning as a sentence: what was found, and what to do.

The sentences stand here in English and are translated by whatever `gettext` the caller hands in; the identity function
gives English."""


def N_(text: str) -> str:
    """Marks a sentence for translation where it is written; it is translated where it is shown."""
    return text


REFUSALS = {
    "too_big": N_(
        "This file has %(megabytes)s MB, the limit is %(limit)s MB. Save only the plan, without pictures and other sheets, and try again."
    ),
    "empty": N_("This file is empty. Choose the file that holds the plan."),
    "other_format": N_(
        "This is a file of another kind (%(format)s). Save the plan as an Excel workbook (.xlsx), CSV or Microsoft Project XML, and import that."
    ),
    "mpp": N_(
        "This is a Microsoft Project file (.mpp), which only Project itself can read. In Project choose Save as, XML format, and import that file."
    ),
    "old_xls": N_(
        "This is an Excel file of the old kind (.xls). Open it in Excel or LibreOffice, save it as .xlsx, and import that file."
    ),
    "old_office": N_(
        "This is an Office file of an old kind. Open it in its program, save it as .xlsx, CSV or Microsoft Project XML, and import that file."
    ),
    "encrypted": N_("This file is protected with a password. Save a copy without the password and import that."),
    "broken_workbook": N_(
        "This Excel workbook is damaged or incomplete and cannot be opened. Open it in Excel or LibreOffice, save it again as .xlsx, and try again."
    ),
    "broken_xml": N_("This XML file is damaged or incomplete (%(detail)s). Export it again from the program it comes from."),
    "broken": N_(
        "This file is damaged and cannot be read as a plan. Save it again from the program it comes from, and try again."
    ),
    "zip_bomb": N_(
        "Unpacked, this file would be larger than %(limit)s MB. It was not opened. Save only the plan, without pictures and other sheets, and try again."
    ),
    "xml_bomb": N_(
        "This file contains document type or entity definitions, which a plan does not need and which can do harm. It was not opened. Export the plan again."
    ),
    "odd_xml": N_(
        "This XML file is built unlike any plan: nested too deeply, or of more than a million parts. It was not read. Export the plan again."
    ),
    "not_text": N_(
        "This file is neither a workbook nor a text file. Save the plan as .xlsx, CSV or Microsoft Project XML, and import that."
    ),
    "unclosed_quote": N_(
        "A quotation mark opened in line %(line)s is never closed, so that all that follows reads as one cell. Close or remove it, and try again."
    ),
    "other_xml": N_(
        "This XML file is of another kind (%(format)s). Export the plan as Microsoft Project XML, XLSX or CSV, and import that."
    ),
    "unknown_xml": N_(
        "This XML file does not come from Microsoft Project: it begins with “%(root)s”. Export the plan as Microsoft Project XML, XLSX or CSV."
    ),
    "no_sheets": N_("This workbook has no visible sheet with cells. Put the plan on a visible sheet and save it again."),
    "no_such_sheet": N_("There is no sheet “%(sheet)s” in this workbook. It has: %(sheets)s."),
    "stray_cells": N_(
        "This sheet has values as far away as row %(row)s, column %(column)s. Delete what stands outside of the plan, save it, and try again."
    ),
    "too_many_rows": N_(
        "This plan has more than %(limit)s rows. Split it into several projects, or leave out what is finished, and try again."
    ),
    "no_title_column": N_(
        "No column with the names of tasks was found (columns: %(columns)s). Give one column the heading “Task”, or say which column it is."
    ),
    "no_tasks": N_(
        "There are headings, but no task below them (columns: %(columns)s). Add at least one row with a task, and try again."
    ),
    "no_tasks_xml": N_(
        "This is a Microsoft Project file without any task. Check that the right project was exported, and export it again."
    ),
    "no_date_column": N_(
        "No column with dates was found, and a plan needs at least one (columns: %(columns)s). Add a column “Start” or “Due”, or say which column it is."
    ),
    "no_dates": N_(
        "The column “%(column)s” was taken for dates, but none of its values is one (for example “%(value)s”). Write dates like 2025-03-31, or choose another column."
    ),
    "no_dates_xml": N_(
        "None of the %(tasks)s tasks in this file has a start or an end. Let Project schedule them, and export the file again."
    ),
    "too_deep_here": N_(
        "With what stands here already, this plan would be nested deeper than 50 levels. Move its parents higher up, and try again."
    ),
    "too_many_here": N_(
        "This project has too many items for another plan beside them. Archive some, or import the plan into a project of its own."
    ),
    "formulas_unsolved": N_(
        "The dates in this workbook are formulas without results. Open it in Excel or LibreOffice, save it again, and import that."
    ),
    "dates_ambiguous": N_(
        "Day and month could be either way round in these dates (for example “%(value)s”). Say which comes first, and try again."
    ),
}
WARNINGS = {
    "bad_date": N_("“%(value)s” in “%(column)s” is not a date; it was left out."),
    "bad_duration": N_("“%(value)s” in “%(column)s” is not a duration; it was left out."),
    "bad_percent": N_("“%(value)s” is not a percentage; it was left out."),
    "bad_cost": N_("“%(value)s” is not an amount; it was left out."),
    "dates_reversed": N_("It starts (%(start)s) after it is due (%(due)s)."),
    "dates_ambiguous": N_("Day and month could be either way round in these dates. Say which comes first."),
    "formulas_unsolved": N_("Formulas without a result in this file, read as empty: %(count)s. Open it in Excel or LibreOffice, save it again, and import that."),
    "dates_empty": N_("There are columns for dates, but none is filled in."),
    "no_title": N_("This row has values but no name; it was left out."),
    "title_missing": N_("This task has no name; its number stands in for it."),
    "title_guessed": N_("No heading says which column names the tasks; “%(column)s” was taken."),
    "total_skipped": N_("“%(text)s” is a total, not a task; it was left out."),
    "table_ended": N_("Something else begins here (“%(text)s”); nothing was read from this row on."),
    "other_sheets": N_("Only the sheet “%(sheet)s” was read. These look like plans too: %(sheets)s."),
    "level_jump": N_("Its level (%(level)s) is more than one below the row above; it was hung under the nearest."),
    "outline_mended": N_("Its number was read as %(outline)s: the spreadsheet had dropped a zero."),
    "too_deep": N_("It is nested deeper than can be shown; it was hung higher up."),
    "parent_unknown": N_("Its parent “%(parent)s” is not in this file; it stands at the top."),
    "parent_self": N_("It names itself (“%(parent)s”) as its parent; it stands at the top."),
    "parent_circle": N_("“%(title)s” is, over several steps, its own parent; it stands at the top."),
    "link_unknown": N_("Its predecessor “%(ref)s” is not in this file; the dependency was left out."),
    "link_elsewhere": N_("Its predecessor “%(ref)s” is in another project; the dependency was left out."),
    "link_self": N_("It names itself (“%(ref)s”) as its predecessor; the dependency was left out."),
    "link_twice": N_("Its predecessor “%(ref)s” is named twice; once was kept."),
    "links_cut": N_("There are more than %(limit)s dependencies; only the first were read."),
    "inactive_skipped": N_("Tasks that are switched off in Project, and were left out: %(count)s."),
    "external_skipped": N_("Tasks that belong to other projects, and were left out: %(count)s."),
    "people_unknown": N_("On this project nobody was found for certain for these names: %(names)s. Their items name nobody in their place."),
    "link_circle": N_("It waits for “%(title)s”, which waits for it in turn; the dependency was left out."),
    "link_family": N_("It waits for “%(title)s”, which stands above or below it; the dependency was left out."),
    "currency_differs": N_("The costs are in %(found)s, this workspace counts in %(ours)s; the figures were kept as they are."),
    "still_needed": N_("“%(title)s” is gone from the file, but other items stand below it here; it was kept."),
    "warnings_cut": N_("There are more than %(limit)s remarks; only the first are shown."),
}


def refusal(refused, gettext=N_) -> str:
    """The sentence for a PlanRefused."""
    return spoken(REFUSALS, refused.code, refused.params, gettext)


def warning(found, gettext=N_) -> str:
    """The sentence for a warning, without its row."""
    return spoken(WARNINGS, found.code, found.params, gettext)


def spoken(sentences: dict[str, str], code: str, params: dict, gettext) -> str:
    return gettext(sentences[code]) % params
