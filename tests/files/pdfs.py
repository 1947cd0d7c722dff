"""PDFs that tests send: each page of another colour and shape."""
from io import BytesIO

from PIL import Image


def pdf(pages: int, *, wide: bool = False) -> bytes:
    out = BytesIO()
    size = (300, 200) if wide else (200, 300)
    drawn = [Image.new("RGB", size, (40 * number % 255, 90, 120)) for number in range(1, pages + 1)]
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:])
    return out.getvalue()


def written(*pages: str) -> bytes:
    """A page for each of these lines, as a program that writes text would make it."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for at, words in enumerate(pages):
        drawn = b"BT /F1 12 Tf 20 200 Td (%s) Tj ET" % words.encode()
        objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /Contents %d 0 R"
                    b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * at),
                    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(objects) + 1)
