"""Yes and no, done and not done, kinds of work, in six languages."""

from portal.plan.importing.values.text import folded, text_of

YES = {
    "yes",
    "y",
    "true",
    "1",
    "x",
    "ja",
    "j",
    "wahr",
    "oui",
    "o",
    "vrai",
    "si",
    "s",
    "verdadero",
    "sim",
    "verdadeiro",
    "sant",
    "on",
    "ok",
    "✓",
    "✔",
    "☑",
    "•",
} | {"✓", "✔", "☑", "√"}
NO = {"no", "n", "false", "0", "nein", "falsch", "non", "faux", "nej", "nao", "falso", "falskt", "off"}
DONE = {
    "done",
    "complete",
    "completed",
    "closed",
    "resolved",
    "finished",
    "cancelled",
    "canceled",
    "delivered",
    "accepted",
    "fertig",
    "erledigt",
    "abgeschlossen",
    "beendet",
    "geschlossen",
    "gelost",
    "termine",
    "terminee",
    "acheve",
    "achevee",
    "fini",
    "finie",
    "clos",
    "close",
    "cloture",
    "fait",
    "ferme",
    "klar",
    "klart",
    "avslutad",
    "avslutat",
    "fardig",
    "slutford",
    "genomford",
    "stangd",
    "completado",
    "completada",
    "terminado",
    "terminada",
    "hecho",
    "hecha",
    "finalizado",
    "finalizada",
    "cerrado",
    "cerrada",
    "concluido",
    "concluida",
    "feito",
    "feita",
    "fechado",
    "fechada",
    "entregue",
    "entregado",
}
KINDS = {
    "phase": "phase stage epic summary group section bucket initiative arbeitspaketgruppe hauptaufgabe sammelvorgang"
    " sammelaufgabe etape etappe fas fase etapa epico epica lot recapitulative resumen resumo sprint",
    "milestone": "milestone meilenstein jalon milstolpe hito marco gate termin",
    "deliverable": "deliverable liefergegenstand lieferobjekt ergebnis livrable leverans leverabel entregable entregavel"
    " arbeitsergebnis resultat",
    "task": "task story bug feature subtask issue improvement aufgabe vorgang arbeitspaket unteraufgabe tache uppgift"
    " aktivitet deluppgift tarea tarefa actividad atividade text note checklist support",
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}


def flag_of(cell) -> bool | None:
    """True, False, or None when the cell says neither."""
    if isinstance(cell, bool):
        return cell
    text = text_of(cell).strip()
    if text in YES or folded(text) in YES:
        return True
    return False if folded(text) in NO else None


def says_done(cell) -> bool:
    """Whether a status means that the work is over."""
    words = folded(text_of(cell))
    return words in DONE or bool(words) and words.split()[0] in DONE and not words.startswith("close to")


def kind_of(cell) -> str | None:
    """phase, milestone, deliverable or task, if the cell names one."""
    words = folded(text_of(cell))
    return KIND_OF.get(words) or next((KIND_OF[word] for word in words.split() if word in KIND_OF), None)
