"""Which stage of a project's workflow an item of a file stands in."""

from portal.plan.importing import PlanItem
from portal.plan.importing.values.text import folded
from portal.plan.stage import Stage
from portal.plan.stages import first_of

WORDS = {
    "client": "with client|with customer|waiting for client|waiting for customer|client review|beim kunden|wartet auf kunde"
    "|chez le client|attente client|hos kund|hos kunden|vantar pa kund|con el cliente|com o cliente",
    "doing": "in progress|started|ongoing|active|doing|under way|in arbeit|in bearbeitung|laufend|begonnen|en cours|commence"
    "|pagaende|pagar|paborjad|en curso|en progreso|em andamento|em curso|iniciado",
    "todo": "to do|todo|open|new|not started|planned|backlog|offen|neu|nicht begonnen|geplant|a faire|nouveau|non commence"
    "|att gora|ny|ej paborjad|por hacer|pendiente|nuevo|a fazer|pendente|novo|nao iniciado",
}
KIND_OF = {word: kind for kind, words in WORDS.items() for word in words.split("|")}


def stage_for(item: PlanItem, stages: list[Stage]) -> Stage:
    """By a stage's name, else by a usual word, else by how far it is. What is done is done; a parent has just begun to be."""
    if item.summary:
        return first_of(stages, "todo", "doing")
    if item.done:
        return first_of(stages, "done")
    said = folded(item.status)
    named = next((stage for stage in stages if said and stage.kind != "done" and folded(stage.name) == said), None)
    if named:
        return named
    if said in KIND_OF:
        return first_of(stages, KIND_OF[said], "todo", "doing")
    return first_of(stages, "doing", "todo") if item.percent else first_of(stages, "todo", "doing")
