"""Yes and no, done and not done, kinds of work, in six languages."""

from portal.plan.importing.values.text import folded, text_of
from portal.plan.importing.values.words import words

YES = set(words("1 j ja o ok on oui s sant si sim true verdadeiro verdadero vrai wahr x y yes • √ ☑ ✓ ✔"))
NO = set(words("0 falsch false falskt falso faux n nao nein nej no non off"))
DONE = set(
    words(
        "abgeschlossen accepted acheve achevee avslutad avslutat beendet canceled cancelled cerrada cerrado clos "
        "close closed cloture completada completado complete completed concluida concluido delivered done "
        "entregado entregue erledigt fait fardig fechada fechado feita feito ferme fertig finalizada finalizado "
        "fini finie finished gelost genomford geschlossen hecha hecho klar klart resolved slutford stangd "
        "terminada terminado termine terminee"
    )
)
KINDS = {
    "phase": "phase stage epic summary group section bucket initiative arbeitspaketgruppe hauptaufgabe sammelvorgang"
    " sammelaufgabe etape etappe fas fase etapa epico epica lot recapitulative resumen resumo sprint",
    "milestone": "milestone meilenstein jalon milstolpe hito marco gate termin deadline",
    "deliverable": "deliverable liefergegenstand lieferobjekt ergebnis livrable leverans leverabel entregable entregavel"
    " arbeitsergebnis resultat",
    "task": "task story bug feature subtask issue improvement aufgabe vorgang arbeitspaket unteraufgabe tache uppgift"
    " aktivitet deluppgift tarea tarefa actividad atividade text note checklist support",
}
KIND_OF = {word: kind for kind, text in KINDS.items() for word in words(text)}


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
    said = folded(text_of(cell))
    return said in DONE or bool(said) and words(said)[0] in DONE and not said.startswith("close to")


def kind_of(cell) -> str | None:
    """phase, milestone, deliverable or task, if the cell names one."""
    said = folded(text_of(cell))
    return KIND_OF.get(said) or next((KIND_OF[word] for word in words(said) if word in KIND_OF), None)
