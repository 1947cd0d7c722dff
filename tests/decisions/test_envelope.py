"""A receipt as a file: what we signed holds, and one byte more, less or other does not. No database."""
import random
import tracemalloc
from io import BytesIO

import pytest

from portal.base.receipt_key import new_receipt_key
from portal.decisions.envelope import PDF, PIECE, RECEIPT, Refused, canonical, enveloped, proven, proven_file, sealed
from portal.decisions.signing import is_signed, public_key_of, signed

KEY, OTHER = new_receipt_key(), new_receipt_key()
MINE = public_key_of(KEY)
KEYS = {MINE.id: MINE}
SAID = {"question": "Shall we print «Logo»?\u2028 \x7f", "things": [{"sha256": "ab" * 32, "number": 12}], "by": None,
        "final": True}
PAPER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer\n<</Size 1>>\nstartxref\n30\n%%EOF\n"


def receipt(said=SAID, key=KEY) -> bytes:
    body = canonical(said)
    return enveloped(body, public_key_of(key).id, signed(key, RECEIPT, body.encode()))


def why(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        proven(data, KEYS)
    return refused.value.code


def test_what_we_signed_is_proven_as_a_file_and_inside_a_pdf():
    assert proven(receipt(), KEYS) == (SAID, MINE.id, False)
    paper = sealed(PAPER, receipt(), KEY)
    assert proven(paper, KEYS) == (SAID, MINE.id, True)
    assert paper.index(b"%portico-receipt-ends\nstartxref\n30\n%%EOF\n%portico-seal ") > 0, "offsets of the PDF stay true"


def test_a_large_file_is_checked_as_it_is_read_wherever_its_receipt_begins_and_never_held_whole():
    for length in (*range(PIECE - 110, PIECE - 50, 4), 20 * 2**20):
        paper = BytesIO(sealed(b"%PDF-1.7\n" + b"x" * length + PAPER, receipt(), KEY))
        tracemalloc.start()
        assert proven_file(paper, KEYS).said == SAID
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert held < 4 * 2**20
    assert why(b"%PDF-1.7\n" + b"x" * 10) == "no_receipt"


@pytest.mark.parametrize("made", [receipt(), sealed(PAPER, receipt(), KEY)], ids=["file", "pdf"])
def test_any_byte_changed_left_out_or_added_is_found(made):
    dice = random.Random(5)
    for at in range(len(made)):
        bit = 1 << dice.randrange(8)
        why(made[:at] + bytes([made[at] ^ bit]) + made[at + 1:])
        why(made[:at] + made[at + 1:])
        why(made[:at] + b" " + made[at:])
    assert why(made + b"\n") in ("changed", "no_receipt")


def test_the_same_words_written_otherwise_are_not_what_was_signed():
    for written in (receipt().replace(b'":', b'": ', 1), receipt().replace(b"{", b'{"format":"portico-receipt/1",', 1),
                    b"\xef\xbb\xbf" + receipt(), receipt().decode().encode("utf-16"), receipt().replace(b"\n", b"\r\n")):
        assert why(written) == "changed"


def test_another_key_proves_nothing_even_under_our_id():
    assert why(receipt(key=OTHER)) == "unknown_key"
    body = canonical(SAID)
    assert why(enveloped(body, MINE.id, signed(OTHER, RECEIPT, body.encode()))) == "changed"
    assert why(sealed(PAPER, receipt(key=OTHER), KEY)) == "unknown_key"
    assert why(sealed(PAPER, receipt(), OTHER)) == "unknown_key"


def test_a_signature_for_one_purpose_is_none_for_another():
    body = canonical(SAID).encode()
    assert not is_signed(MINE, signed(KEY, PDF, body), RECEIPT, body)


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"{}", b"[]", b"null", b"[" * 100_000, b"1" * 5_000, b'"\\ud800"', PAPER,
                                  b'{"format": NaN}', b"%PDF-", b'{"format":"portico-receipt/2"}'], ids=range(12))
def test_what_never_was_a_receipt_is_told_so(data):
    assert why(data) == "no_receipt"


def test_a_broken_envelope_is_refused_and_no_crash():
    begin = b'{"format":"portico-receipt/1",'
    for rest in (b'"key":1,"receipt":{},"signature":""}', b'"key":"a","receipt":[],"signature":""}', b'"key":"a"}',
                 b'"key":"a","receipt":{"a":NaN},"signature":"b"}\n', b'"key":"a","receipt":{"a":"\\ud800"},"signature":"b"}\n',
                 b'"receipt":' + b"[" * 99_999):
        assert why(begin + rest) == "changed"
    short = canonical({"format": "portico-receipt/1", "key": MINE.id, "receipt": {}, "signature": "AAAA"}).encode() + b"\n"
    assert why(short) == "changed"


def test_a_pdf_made_to_be_slow_is_answered_at_once():
    assert why(b"%PDF-1.7" + b"\n%portico-receipt-begins" * 200_000 + b"\n") == "no_receipt"
