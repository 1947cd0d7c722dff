"""What of a mail is the reply: as programs of several languages write it, and that nothing is ever lost."""
import time
from collections import Counter

import pytest

from portal.letters.trimming import trim

#: The reply, and what stands below it.
BELOW = [
    "On Tue, 3 Mar 2026 at 09:12, Tess Nord <tess@example.com> wrote:\n> The blue one?",
    "On Tue, 3 Mar 2026 at 09:12, Tess of Studio Nord with a long name\n<tess@example.com> wrote:\n\n> The blue one?",
    "Am 03.03.2026 um 09:12 schrieb Tess Nord:\n> Die blaue?",
    "Tess Nord <tess@example.com> schrieb am Di., 3. März\n2026, 09:12:\n\n> Die blaue?",
    "Le mar. 3 mars 2026 à 09:12, Tess Nord <tess@example.com> a écrit :\n\n> La bleue ?",
    "El mar, 3 mar 2026 a las 9:12, Tess (<tess@example.com>) escribió:\n\n> ¿La azul?",
    "Den tis 3 mars 2026 kl 09:12 skrev Tess Nord <tess@example.com>:\n\n> Den blå?",
    "Op di 3 mrt 2026 om 09:12 schreef Tess Nord <tess@example.com>:\n\n> De blauwe?",
    "Il giorno mar 3 mar 2026 alle ore 09:12 Tess <tess@example.com>\nha scritto:\n\n> Quella blu?",
    "2026年3月3日(火) 9:12 Tess Nord <tess@example.com>:\n\n> 青ですか",
    "вт, 3 мар. 2026 г. в 09:12, Tess Nord <tess@example.com>:\n\n> Синий?",
    "________________________________\nFrom: Tess Nord <tess@example.com>\nSent: Tuesday, 3 March 2026 09:12\nTo: Cleo\n"
    "Subject: Logo\n\nThe blue one?\n\nTess",
    "Von: Tess Nord <tess@example.com>\nGesendet: Dienstag, 3. März 2026 09:12\nAn: Cleo\nBetreff: Logo\n\nDie blaue?",
    "*Från:* Tess Nord\n*Skickat:* den 3 mars 2026 09:12\n*Till:* Cleo\n*Ämne:* Logo\n\nDen blå?",
    "-----Original Message-----\nFrom: Tess\nThe blue one?",
    "##- Please write above this line -##\n\nTess wrote in Logo:\n\nThe blue one?",
    "> ##- Bitte über dieser Zeile antworten -##\n>\n> Die blaue?",
    "-- \nCleo Client\nAcme Ltd.\n+49 30 1234",
    "Sent from my iPhone\n\nOn Tue, 3 Mar 2026 at 09:12, Tess <tess@example.com> wrote:\n> The blue one?",
    "Von meinem iPhone gesendet",
    "Envoyé de mon iPad",
    "> The blue one?",
]


@pytest.mark.parametrize("below", BELOW)
def test_what_stands_below_the_reply_is_folded(below):
    reply = "The blue one, please.\n\nBest regards\nCleo"
    assert trim(f"{reply}\n\n{below}\n") == (reply, below)


@pytest.mark.parametrize("whole", [
    "> The blue one?\n\nYes.\n\n> And the font?\n\nThe old one.",
    "Both, see below.\n\nOn 3 Mar 2026, at 09:12, Tess <t@example.com> wrote:\n\n> The blue one?\n\nYes.\n\n> The font?\n\nOld.",
    "> The blue one?\n\nYes.",
    "> Only what was quoted.",
    "On 3 Mar 2026, at 09:12, Tess <t@example.com> wrote:\n\nWords that a program forgot to mark as quoted.",
    "---------- Forwarded message ---------\nFrom: Bob <bob@example.com>\nDate: 3 Mar 2026\nSubject: Prices\n\nTwelve.",
    "++", "---", "--\nCleo", "Sent from my iPhone", "", "👍",
    "Please see my answers below, in red.\n\nFrom: Tess\nSent: 3 March 2026 09:12\nSubject: Logo\n\nThe blue one? YES",
    "Am 3.05. schrieb ich Ihnen folgende Punkte:\n- blau\n- rot",
    "On 3 March 2026 at 10:30 the server wrote this to its log:\nno space left",
    "On 3 March we met, and I wrote:\nthe blue one.",
    "From: Berlin\nTo: Hamburg\nDate: 3 March\n\nPlease book that train.",
    "Please ask Bob <bob@example.com>; on 3 Mar 2026 he wrote to me.",
    "| blue | red |\n| --- | --- |\n| yes | no |",
    "```\n# not a rule\n####\n```\nThat was code.",
    "Sent from Berlin this morning, it should arrive tomorrow.",
    "Two parts:\n--\n" + "\n".join(f"Point {at}" for at in range(20)),
])
def test_what_stands_between_quotes_or_alone_is_shown_whole(whole):
    assert trim(whole) == (whole, "")


def test_an_answer_below_what_it_quotes_is_the_reply():
    quote = "On 3 Mar 2026, at 09:12, Tess <t@example.com> wrote:\n> The blue one?\n> Or red?"
    assert trim(f"{quote}\n\nThe blue one.\n\n-- \nCleo") == ("The blue one.", f"{quote}\n\n-- \nCleo")


def test_line_ends_are_one_kind_and_empty_ends_go():
    assert trim("\r\n\r\nYes.\r\n\rNo.\r\n\r\n") == ("Yes.\n\nNo.", "")


@pytest.mark.parametrize("above", ["Yes.", "> The blue one?\nYes.", "", "On 3 Mar 2026 Tess <t@example.com> wrote:"])
@pytest.mark.parametrize("below", BELOW)
def test_reply_and_folded_text_together_are_the_whole(above, below):
    whole = f"{above}\n\n{below}\n\nMore.\n"
    reply, folded = trim(whole)
    assert words(reply) + words(folded) == words(whole)


def words(text: str) -> Counter:
    return Counter(text.split())


@pytest.mark.parametrize("text", [
    "a" * 1_000_000, ">" * 100_000, ">\n" * 100_000, " " * 1_000_000, "- " * 500_000, "On 1 " + "1" * 1_000_000 + " wrote:",
    "On 1 May 2026 wrote\n" * 50_000, "a\n" + "On 1 May 2026 x wrote:\n> a\n" * 40_000, "--\na\n" * 80_000,
    "From: x\nfoo\n" * 50_000, "Sent from " * 100_000, "a <b@example.com> x\n" * 50_000,
    "\n".join(">" * (at % 200) for at in range(50_000)),
], ids=lambda text: f"{text[:12]!r}")
def test_no_mail_costs_more_than_its_length(text):
    began = time.process_time()
    trim(text)
    # The slowest takes a tenth of it here; what grows with the square of the length takes minutes.
    assert time.process_time() - began < 2
