"""The first line of an answer that says how it stands: in each language of the screens, as devices write it. No database."""
from unicodedata import normalize

import pytest

from portal.letters.reports import report_in


@pytest.mark.parametrize("line", ["done", "Done.", "DONE!", "erledigt", "Fertig!", "fait", "Terminé.", "klart", "Klar", " done "])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_done_is_said_in_each_language(line, form):
    found = report_in(normalize(form, f"{line}\n\nBest, Cleo"))
    assert found is not None and (found.reason, found.rest) == (None, "Best, Cleo")


@pytest.mark.parametrize("line", ["stuck: no paper", "Stuck : no paper", "blockiert: no paper", "Hängt: no paper",
                                  "bloqué : no paper", "Bloquée\u00a0: no paper", "bloqué\u202f: no paper", "Fastnat: no paper",
                                  "kört fast: no paper"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_stuck_is_said_in_each_language_with_its_reason(line, form):
    assert report_in(normalize(form, line)) == ("no paper", "")


@pytest.mark.parametrize("words", ["done with the logo", "Is it done?", "not done", "stuck", "stuck:", "Alles klar soweit",
                                   "fait divers", "Hängt noch", "> done", "stuck: " + "x" * 1001, ""])
def test_a_sentence_is_a_sentence(words):
    assert report_in(words) is None
