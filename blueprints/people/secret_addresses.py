"""Addresses that let somebody in: a link in a mail, or one that an operator made."""
from flask import Blueprint


def tell_nobody(bp: Blueprint) -> Blueprint:
    """No page we link to learns the address, no search engine lists it, nothing keeps it."""
    @bp.after_request
    def _quiet(response):
        response.headers.update({"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow",
                                 "Cache-Control": "no-store"})
        return response
    return bp
