"""What each line of a mail's text is, one letter a line, so that a mail is cut by the pattern of its lines.

``t`` text, ``e`` empty, ``q`` quoted, ``d`` a line across, ``g`` the mark above a signature (``b`` where its blank is missing),
``s`` what a device says of itself, ``m`` says that another mail follows, ``f`` ``u`` ``h`` are headers of such a mail: its
sender, its subject, others.
"""
import re

from portal.letters.attributions import MOST_SIGNS, attribution_at

#: No mail that a person wrote is longer; behind it only what begins a line is looked at.
MOST = 10_000

_ACROSS = re.compile(r"([-_=+~#*])\1{2,}|(?:[*-] ?){3,}|[—–ᐧ]")
_LABELS = {label: kind for kind, labels in {
    "f": "from|von|de|da|från|fra|van|od|от|від|lähettäjä|kimden|mittente|expéditeur|发件人|寄件者|差出人",
    "u": "subject|betreff|asunto|objet|oggetto|onderwerp|assunto|ämne|emne|temat|předmět|тема|aihe|konu|主题|主旨|件名",
    "h": "sent|date|to|cc|bcc|reply-to|importance|gesendet|datum|an|kopie|antwort an|wichtigkeit|enviado|enviada|enviado el|fecha"
         "|para|data|envoyé|à|répondre à|priorité|risposta|inviato|a|verzonden|aan|skickat|till|kopia|sendt|til|wysłano|do|dw"
         "|отправлено|дата|кому|копия|надіслано|lähetetty|vastaanottaja|gönderme|kime|发送时间|收件人|抄送|日時|宛先",
}.items() for label in labels.split("|")}
_BEFORE_WORDS = (
    "original message|original appointment|forwarded message|reply message|ursprüngliche nachricht|originalnachricht"
    "|weitergeleitete nachricht|message d'origine|message d’origine|message original|message transféré|mensaje original"
    "|mensaje reenviado|mensagem original|mensagem encaminhada|messaggio originale|messaggio inoltrato|oorspronkelijk bericht"
    "|doorgestuurd bericht|ursprungligt meddelande|vidarebefordrat meddelande|oprindelig meddelelse|opprinnelig melding"
    "|videresendt melding|oryginalna wiadomość|wiadomość oryginalna|původní zpráva|исходное сообщение"
    "|пересылаемое сообщение|вихідне повідомлення|alkuperäinen viesti|原始邮件|原始郵件|转发邮件")
_BEFORE = frozenset(_BEFORE_WORDS.split("|"))
_FORWARDED = frozenset(("begin forwarded message:", "anfang der weitergeleiteten nachricht:", "début du message réexpédié :",
                        "début du message transféré :", "inicio del mensaje reenviado:", "inizio messaggio inoltrato:"))
#: Between these two signs a notification asks to write above it, in any language.
_MARKER = re.compile(r"\W{0,6}##- .* -##\W{0,6}$")
_SENT_FROM = (r"(?:sent|envoyé|enviad[oa]|inviato|verzonden|verstuurd|gesendet|skickat|sendt|wysłan[eo]|отправлено|odesláno)"
              r"\s(?:from|via|with|by|using|depuis|de|desde|do|da|dal|von|vom|van|met|mit|från|fra|z|ze|с)\b")
_DEVICE = re.compile(rf"""[\W_]{{0,4}}(?:
    {_SENT_FROM}\ (?:my|mon|mi|meu|mio|meinem|mijn|min|mojego)\b.*
    | {_SENT_FROM}.*\b(?:\w*mail(?:box)?|\w*phone|ipad|ipod|tablet|android|outlook|galaxy|blackberry|windows|mobile?\w*
        |surface|proton\w*)\b.*
    | \w+\ from\ mobile | from\ my\ (?:iphone|ipad|phone|mobile|android|blackberry)\b.{{0,20}}
    | (?:von|diese\ nachricht\ wurde\ von)\ (?:meinem|unterwegs)\b.*\ gesendet
    | get\ \[?outlook\ for\b.* | outlook\ für\ .*\ (?:beziehen|herunterladen).* | 從我的.*傳送 | 发自我的.* | iPhoneから送信
    )[\W_]{{0,4}}$""", re.IGNORECASE | re.VERBOSE)
#: What a device says of itself is short.
_LONGEST_DEVICE = 120


def kinds_of(lines: list[str]) -> str:
    """One letter for each line. The work grows with the number of lines alone."""
    short = [line[:MOST_SIGNS].rstrip() for line in lines]
    kinds = ["g" if lines[at] == "-- " else _kind(line) for at, line in enumerate(short[:MOST])] + list(map(_rough, short[MOST:]))
    for at in range(min(MOST, len(short))):
        if kinds[at] == "t" and (count := attribution_at(short, at)):
            # An address that was wrapped may stand between empty lines, or look like a quote.
            kinds[at:at + count] = "m" * count
    return "".join(kinds)


def _kind(line: str) -> str:
    rough = _rough(line)
    if rough != "t":
        return rough
    bare = line.strip()
    if bare == "--":
        return "b"
    if _ACROSS.fullmatch(bare):
        return "d"
    if _says_before(bare):
        return "m"
    if len(bare) <= _LONGEST_DEVICE and _DEVICE.match(bare):
        return "s"
    label, colon, _rest = bare.replace("：", ":").partition(":")
    return _LABELS.get(label.strip(" \t*_").casefold(), "t") if colon else "t"


def _rough(line: str) -> str:
    bare = line.lstrip()
    return "e" if not bare else "q" if bare[0] == ">" else "t"


def _says_before(bare: str) -> bool:
    said = bare.strip(" \t*_-").casefold()
    if said in _BEFORE:
        return bare.lstrip("* ").startswith(("--", "__"))
    return said in _FORWARDED or bool(_MARKER.match(bare))
