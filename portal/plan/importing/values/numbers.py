"""Numbers as people type them: thousands marks, decimal commas, currency signs."""

import re
from decimal import Decimal, InvalidOperation

SPACES = re.compile(r"[\s\u00a0\u202f'’]")
SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "R$": "BRL", "US$": "USD"}
CODES = re.compile(r"\b(EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|BRL|CAD|AUD|JPY|MXN|INR|HUF|RON|ZAR|CNY|NZD)\b", re.I)
BEFORE = r"(?:[A-Z]{3}|R|US|CA|AU|A|C|kr|Fr|fr|Rs)?\.?[^\w\s(+.,-]{0,2}"
AMOUNT = re.compile(rf"{BEFORE}(\(?[+-]?){BEFORE}([\d.,]*\d[\d.,]*)[^\d]{{0,6}}")
LIMIT = Decimal(10) ** 15


def number_of(cell, *, comma: bool = False) -> Decimal | None:
    """The number in a cell, or None; `comma` says that the column writes decimals behind a comma."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return sane(Decimal(repr(cell)) if cell == cell and abs(cell) < 1e15 else None)
    found = AMOUNT.fullmatch(SPACES.sub("", str(cell or ""))[:40])
    if not found:
        return None
    return sane(from_digits(("-" if set(found[1]) & set("-(") else "") + found[2], comma))


def from_digits(digits: str, comma: bool) -> Decimal | None:
    try:
        return Decimal(with_point(digits, comma))
    except InvalidOperation:
        return None


def with_point(digits: str, comma: bool) -> str:
    """The digits with a decimal point and no thousands marks."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    mark, tail = digits[last], digits[last + 1 :]
    both = "." in digits and "," in digits
    grouping = len(tail) == 3 and not both and (digits.count(mark) > 1 or (mark == ".") == comma)
    if digits.count(mark) > 1 and not grouping:
        return "x"
    head = re.sub(r"[.,]", "", digits[:last])
    return head + tail if grouping else f"{head}.{tail}"


def sane(number: Decimal | None) -> Decimal | None:
    return number if number is not None and number.is_finite() and abs(number) < LIMIT else None


def writes_comma(cells) -> bool:
    """Whether a column puts decimals behind a comma, told by the values that can be nothing else."""
    votes = 0
    for cell in cells:
        if isinstance(cell, str):
            text = SPACES.sub("", cell)
            votes += bool(re.search(r"\d,(\d{1,2}|\d{4,})(?!\d|,)", text)) - bool(
                re.search(r"\d\.(\d{1,2}|\d{4,})(?!\d|\.)", text)
            )
    return votes > 0


def currency_of(texts) -> str | None:
    """The one currency named in headings or values, as its three letters; None when none or several are."""
    found = set()
    for text in texts:
        if isinstance(text, str):
            found |= {code.upper() for code in CODES.findall(text)}
            found |= {code for sign, code in SIGNS.items() if sign in text}
    return found.pop() if len(found) == 1 else None
