"""What a request knows already: pages ask for it hundreds of times, and Flask's ``g`` and ``request`` look up anew, each
time, whose they are. Here is the thing itself, for a function that asks often.
"""
from flask import current_app, g, request

#: What this request noted (``g``). Raises RuntimeError where there is none, as ``g`` does.
noted = g._get_current_object
#: This request itself. Raises RuntimeError outside of one.
asked = request._get_current_object
#: The application that answers.
here = current_app._get_current_object


def view_asked_for():
    """The view that this request's address leads to, with the marks it bears; None where it leads nowhere."""
    return here().view_functions.get(asked().endpoint or "")
