"""What only a full session reaches: devices and profile belong to the person, not to one invitation."""
from functools import wraps

from flask import abort, redirect, request, url_for

from blueprints.support.door import this_session


def full_session_only(view):
    """A session that an invitation opened is asked to show once that its address is read, and comes back."""
    @wraps(view)
    def checked(**ids):
        if not this_session().limited:
            return view(**ids)
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("sign_in.new", next=request.path))
        return abort(403)
    return checked
