"""Short tasks beside a page of money: a sheet where htmx asks, else a page of their own."""
from blueprints.support.render import render


def sheet(part: str, *, title: str, back: str, status: int = 200, **context):
    """Render ``budgets/<part>.htmx.html`` within a sheet."""
    return render("plan/sheet.html", fragment="plan/sheet.htmx.html", status=status, part=f"budgets/{part}.htmx.html",
                  title=title, back=back, **context)
