"""Plan files of other programs, read into a neutral tree. Pure: bytes in, values out; no database, no requests.

    found = inspect_plan(data, "plan.xlsx")                      # what it is, and how columns would be understood
    plan = read_plan(data, "plan.xlsx", mapping=..., date_order=...)   # as proposed, or as corrected
    changes = compare_plans(known, plan)                         # on a later reading of the same plan

Everything that cannot be read raises PlanRefused; `sentences` says it in words."""

from portal.plan.importing.comparing import Change, Changes, KnownItem, compare_plans, values_of
from portal.plan.importing.fields import FIELDS, mapping_of
from portal.plan.importing.inspection import Column, Inspection, Sheet
from portal.plan.importing.plan import Link, Plan, PlanItem, Warning
from portal.plan.importing.reading import inspect_plan, read_plan
from portal.plan.importing.refusal import PlanRefused

__all__ = [
    "FIELDS",
    "Change",
    "Changes",
    "Column",
    "Inspection",
    "KnownItem",
    "Link",
    "Plan",
    "PlanItem",
    "PlanRefused",
    "Sheet",
    "Warning",
    "compare_plans",
    "inspect_plan",
    "mapping_of",
    "read_plan",
    "values_of",
]
