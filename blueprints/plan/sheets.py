"""Short tasks beside a page: a sheet where htmx asks, else a page of their own."""
from blueprints.support.render import render


def sheet(part: str, *, title: str, back: str, status: int = 200, **context):
    """Render ``plan/<part>.htmx.html`` within a sheet."""
    return render("plan/sheet.html", fragment="plan/sheet.htmx.html", status=status, part=f"plan/{part}.htmx.html", title=title,
                  back=back, **context)
