"""Templates are found by name at once, and read anew only where they may change while the house runs."""
import pytest
from flask import Flask
from jinja2 import DictLoader

from blueprints.support.templates import Templates


@pytest.mark.parametrize("reading_anew, said", [(False, "before"), (True, "after")])
def test_a_template_is_read_anew_where_the_house_is_being_built(reading_anew, said):
    words = {"page.html": "before"}
    templates = Templates(Flask(__name__), loader=DictLoader(words), auto_reload=reading_anew)
    templates.get_template("page.html")
    words["page.html"] = "after"
    assert templates.get_template("page.html").render() == said


def test_what_one_template_is_told_beside_the_others_stays_its_own():
    templates = Templates(Flask(__name__), loader=DictLoader({"a.html": "{{ own }}", "b.html": "{{ own is defined }}"}))
    assert templates.get_template("a.html", globals={"own": "mine"}).render() == "mine"
    assert templates.get_template("b.html").render() == "False"
