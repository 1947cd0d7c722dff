"""The way from an approval to what proves it."""
from flask import current_app
from markupsafe import Markup

from portal.decisions.approval import Approval
from portal.decisions.receipts import newest_receipt
from portal.projects.standing import Standing


def drawn_receipt_line(approval: Approval, standing: Standing) -> Markup | None:
    """The newest receipt the reader may see, as HTML. One statement."""
    receipt = newest_receipt(standing, approval)
    return receipt and Markup(current_app.jinja_env.get_template("decisions/_receipt_line.html").module
                              .receipt_line(approval, receipt))
