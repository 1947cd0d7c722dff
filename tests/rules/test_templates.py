"""Templates keep to the policy and to their three kinds."""
import re
from pathlib import Path

#: Mail programs know no stylesheets, so mails carry their styles with them.
TEMPLATES = sorted(file for file in Path("templates").rglob("*.html") if file.parts[1] != "mail")
#: Where ready HTML is put in unescaped, each with the place that made it safe.
SAFE = {
    "templates/talk/_message.html": "portal/talk/markdown.py, when the message was written",
    "templates/talk/_words.html": "portal/talk/markdown.py, when the words were written",
}
INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a script without nonce": re.compile(r"<script(?![^>]*\bnonce=)", re.I),
    "an inline style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "an inline handler": re.compile(r"\son[a-z]+\s*=", re.I),
    "hx-on": re.compile(r"\bhx-on\b"),
    "hx-boost": re.compile(r"\bhx-boost\b"),
    "a script address": re.compile(r"javascript:", re.I),
}
MACRO = re.compile(r"{%-?\s*macro\s+(\w+)\s*\(")


def each_of(files):
    """One test for all of these: what is wrong with any of them is told together."""
    def of(check):
        def test():
            wrong = []
            for file in files:
                try:
                    check(file)
                except AssertionError as error:
                    wrong.append(str(error))
            assert not wrong, "\n".join(wrong)
        test.__doc__ = check.__doc__
        return test
    return of


@each_of(TEMPLATES)
def test_a_template_holds_nothing_the_policy_forbids(file):
    text = file.read_text()
    for what, pattern in INLINE.items():
        assert not pattern.search(text), f"{file} has {what}: the policy blocks it"


@each_of(TEMPLATES)
def test_unescaped_html_is_listed(file):
    text = file.read_text()
    if "|safe" in text.replace(" ", "") or "Markup(" in text:
        assert str(file) in SAFE, f"{file} puts in unescaped HTML: escape it, or list it with its reason"


@each_of([file for file in TEMPLATES if file.name.startswith("_")])
def test_a_partial_is_one_macro_of_its_own_name(file):
    # The icon is made in Python, for its speed, and named like a macro.
    macros = MACRO.findall(file.read_text()) or re.findall(r"{% set (icon) = drawn %}", file.read_text())
    assert macros == [file.stem.lstrip("_")], f"{file} defines {macros}"


@each_of(TEMPLATES)
def test_what_htmx_shall_act_on_carries_the_nonce(file):
    for tag in re.findall(r"<[a-z][^<>]*\shx-(?:get|post|put|patch|delete)\b[^<>]*", file.read_text()):
        assert "hx-nonce" in tag, f"{file}: {tag[:80]} would be inert"


def test_every_icon_that_templates_name_is_drawn():
    drawn = {file.stem for file in Path("static/icons/line").glob("*.svg")}
    named = {name for file in TEMPLATES for name in re.findall(r"icon(?:_name=|\()\"([a-z-]+)\"", file.read_text())}
    assert named and named <= drawn, named - drawn


@each_of(TEMPLATES)
def test_every_form_that_writes_proves_where_it_comes_from(file):
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", file.read_text(), re.S | re.I):
        assert "csrf()" in form or "csrf_token" in form, f"{file}: a form without csrf() is refused with 419"
