"""What was agreed on for a project. It stands on the project itself, so that the head of its pages asks for nothing more."""
from dataclasses import dataclass
from decimal import Decimal

from portal.projects.project import BUDGET_UNITS, Project

UNITS = BUDGET_UNITS


@dataclass(frozen=True, slots=True)
class Budget:
    """An agreed amount of money (in a currency, ISO 4217) or of hours; None: nothing is agreed."""

    amount: Decimal | None
    unit: str
    currency: str
    shared: bool

    @property
    def is_agreed(self) -> bool:
        return self.amount is not None

    @property
    def in_hours(self) -> bool:
        return self.unit == "hours"


def budget_of(project: Project) -> Budget:
    """The budget of a project whose workspace is loaded."""
    return Budget(project.budget, project.budget_unit, currency_of(project), project.budget_shared)


def currency_of(project: Project) -> str:
    """In which money a project reckons: what was agreed, else what its workspace does."""
    return project.budget_currency or project.workspace.currency
