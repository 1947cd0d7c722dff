"""What a request knows already: pages ask for it hundreds of times, and Flask's ``g`` and ``request`` look up anew, each
time, whose they are. Here is the thing itself, for a function that asks often.
"""
from flask import g, request

#: What this request noted (``g``). Raises RuntimeError where there is none, as ``g`` does.
noted = g._get_current_object
#: This request itself. Raises RuntimeError outside of one.
asked = request._get_current_object
