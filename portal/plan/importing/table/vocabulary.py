"""What columns are called, by field and language, folded (no case, no accents). Earlier words are the better match."""

from portal.plan.importing.values.text import folded
from portal.plan.importing.values.words import words

VOCABULARY = {
    "title": {
        "en": "task name|task title|name of task|activity name|card name|issue name|item name|work item|summary|subject"
        "|title|task|tasks|activity|activities|action item|to do|todo|name|deliverable work package|work package"
        "|item|deliverable|what|topic|step|description of task|task description|action|event|work|job|feature"
        "|story|ticket|issue|wbs name|element|content"
        "|primary|primary column|process|initiative",
        "de": "vorgangsname|aufgabenname|name der aufgabe|vorgangsbezeichnung|bezeichnung|titel|aufgabe|aufgaben"
        "|vorgang|vorgange|arbeitspaket|arbeitspakete|aktivitat|aktivitaten|tatigkeit|thema|betreff|leistung"
        "|massnahme|was|arbeitsschritt|schritt|teilaufgabe|ereignis|zusammenfassung|arbeitspaketname",
        "fr": "nom de la tache|nom tache|intitule|libelle|titre|tache|taches|activite|activites|action|actions|sujet"
        "|designation|nom|quoi|livrable|resume|lot de travaux|description de la tache|intitule de la tache",
        "sv": "aktivitetsnamn|uppgiftsnamn|namn pa aktivitet|aktivitet|aktiviteter|uppgift|uppgifter|titel|arbetspaket"
        "|benamning|moment|arende|namn|atgard|rubrik|arbetsmoment|vad",
        "es": "nombre de tarea|nombre de la tarea|nombre tarea|tarea|tareas|actividad|actividades|titulo|asunto|nombre"
        "|paquete de trabajo|accion|concepto|entregable|descripcion de la actividad|descripcion de la tarea"
        "|resumen",
        "pt": "nome da tarefa|nome tarefa|tarefa|tarefas|atividade|atividades|titulo|assunto|nome|pacote de trabalho"
        "|entregavel|entregavel pacote de trabalho|acao|resumo|etapa atividade|descricao da atividade"
        "|descricao da tarefa|o que",
        "it": "attivita|nome attivita|titolo|compito|nome",
        "nl": "taaknaam|taak|activiteit|titel|naam|omschrijving taak",
        "da": "opgave|opgavenavn|aktivitet|titel|navn|oppgave|oppgavenavn",
    },
    "subtitle": {
        "en": "subtask|sub task|subtasks|sub tasks|sub activity|subitem|subitems|subtask name",
        "de": "unteraufgabe|teilvorgang|untervorgang|unterpunkt|subtask|unteraufgaben",
        "fr": "sous tache|sous taches|sous activite",
        "sv": "deluppgift|delaktivitet|underaktivitet|delmoment",
        "es": "subtarea|subtareas|subactividad",
        "pt": "subtarefa|subtarefas|subatividade",
    },
    "phase": {
        "en": "phase|phase name|project phase|stage|section column|section|bucket|bucket name|group|group name"
        "|workstream|work stream|epic|epic name|epic link|list name|category phase|category|milestone group|track"
        "|area|stream|custom field epic link|parent summary|list|to do list|todo list|task list",
        "de": "phase|projektphase|abschnitt|bauabschnitt|gewerk|kategorie|bereich|gruppe|teilprojekt|hauptaufgabe"
        "|arbeitspaketgruppe|block|themenbereich",
        "fr": "phase|phase du projet|etape|lot|categorie|section|groupe|chantier|corps d etat|jalon phase",
        "sv": "fas|projektfas|etapp|skede|kategori|grupp|delprojekt|omrade",
        "es": "fase|etapa|fase del proyecto|categoria|grupo|seccion|categoria fase",
        "pt": "fase|etapa|fase do projeto|categoria fase|categoria|grupo|secao|frente",
        "it": "fase",
        "nl": "fase",
        "da": "fase",
    },
    "outline": {
        "en": "outline number|wbs|wbs code|wbs id|id wbs|wbs no|wbs number|wbs #|outline|hierarchy number|section number|wbs nr",
        "de": "gliederungsnummer|psp code|psp nummer|psp nr|psp|psp element|gliederung|gliederungsnr"
        "|projektstrukturplan code|pos|position|pos nr|ordnungszahl|oz|kapitel|gliederungspunkt",
        "fr": "numero hierarchique|n° hierarchique|numero wbs|code wbs|otp|sdp|numero de plan|no hierarchique|indice",
        "sv": "dispositionsnummer|wbs kod|strukturnummer|wbs nr",
        "es": "edt|numero de esquema|codigo edt|edt wbs|codigo wbs",
        "pt": "eap|numero da estrutura de topicos|codigo eap|id wbs|codigo wbs|edt|wbs eap|numero eap",
    },
    "level": {
        "en": "outline level|level|wbs level|indent level|hierarchy level|depth|task level|lvl",
        "de": "gliederungsebene|ebene|level|stufe|hierarchieebene|gliederungstiefe",
        "fr": "niveau hierarchique|niveau|niveau de plan",
        "sv": "dispositionsniva|niva",
        "es": "nivel de esquema|nivel|nivel edt",
        "pt": "nivel da estrutura de topicos|nivel|nivel eap",
        "it": "livello|livello struttura",
        "nl": "niveau|overzichtsniveau",
        "da": "niveau|dispositionsniveau",
    },
    "indent": {
        "en": "indent|indentation",
        "de": "einzug|einruckung",
        "fr": "retrait",
        "sv": "indrag",
        "es": "sangria",
        "pt": "recuo",
    },
    "parent": {
        "en": "parent|parent task|parent tasks|parent id|parentid|parent key|parent task id|parent issue|parent item|parent name"
        "|parent wbs|parent row|parent issue id|belongs to|summary task|parent task name|part of|parent #"
        "|parent work package|parent card|parent element|epic id",
        "de": "ubergeordnete aufgabe|ubergeordneter vorgang|ubergeordnet|elternaufgabe|parent|oberaufgabe"
        "|ubergeordnetes ticket|eltern id|elternelement|gehort zu|sammelvorgang"
        "|ubergeordnetes arbeitspaket|ubergeordneter punkt",
        "fr": "tache parente|parent|tache mere|id parent|tache recapitulative|demande parente|parente",
        "sv": "overordnad uppgift|overordnad|foralder|overordnad aktivitet|huvuduppgift|foralder id",
        "es": "tarea padre|tarea principal|padre|id padre|tarea superior|tarea de resumen",
        "pt": "tarefa pai|tarefa principal|pai|id pai|atividade pai|tarefa superior|id da tarefa pai",
        "it": "attivita padre|attivita principale",
        "nl": "bovenliggende taak|hoofdtaak",
        "da": "overordnet opgave|overordnet oppgave",
    },
    "id": {
        "en": "id|task id|taskid|issue key|key|card id|activity id|item id|#|row|row id|row number|no|no #|nr|number"
        "|task no|task number|task #|ref|reference|issue|line|item number|index|s no|sl no|sr no|seq|code"
        "|ticket id|wbs element id",
        "de": "nr|id|vorgangsschlussel|vorgangsnummer|vorgangsnr|nummer|lfd nr|laufende nummer|aufgaben id|aufgabennr"
        "|schlussel|zeile"
        "|vorgang nr|kennung|ap nr|ap",
        "fr": "n°|no|id|numero|n|num|identifiant|cle|ref|reference|code tache|ligne|n° tache|id tache",
        "sv": "nr|id|nummer|aktivitetsnr|lopnr|lopnummer|uppgifts id|rad",
        "es": "id|n°|no|num|numero|codigo|identificador|clave|fila|id tarea|ref|nro|item",
        "pt": "id|n°|no|num|numero|codigo|identificador|chave|linha|id da tarefa|ref|item",
    },
    "uid": {
        "en": "unique id|uniqueid|uid|guid|global id|issue id|external id|externalid",
        "de": "eindeutige nr|einmalige nr|eindeutige id|vorgangs id",
        "fr": "n° unique|no unique|identifiant unique",
        "sv": "unikt id|unikt nr",
        "es": "id unico|identificador unico",
        "pt": "id exclusiva|identificacao exclusiva|id unico",
    },
    "kind": {
        "en": "type|task type|item type|issue type|kind|tracker|work item type|activity type",
        "de": "typ|art|vorgangsart|aufgabentyp|element typ|ticket typ|vorgangstyp",
        "fr": "type|type de tache|tracker|nature",
        "sv": "typ|aktivitetstyp|uppgiftstyp|arendetyp",
        "es": "tipo|tipo de tarea",
        "pt": "tipo|tipo de tarefa",
    },
    "milestone": {
        "en": "milestone|is milestone|milestone y n|milestones",
        "de": "meilenstein|ist meilenstein|meilensteine",
        "fr": "jalon|est un jalon|jalons",
        "sv": "milstolpe|milstolpar",
        "es": "hito|es hito|hitos",
        "pt": "marco|e marco|marcos",
    },
    "start": {
        "en": "start|start date|begin date|planned start|begin|starts|start on|scheduled start|from|start time"
        "|timeline start|begins|starting|date start|target start|custom field start date|plan start"
        "|planned start date|commence|start day|date started|starts on",
        "de": "start|anfang|beginn|startdatum|anfangsdatum|starttermin|von|geplanter start|geplanter beginn|beginnt am"
        "|ab|plan start|start plan|anfangstermin|plan beginn|soll start|start soll|beginndatum",
        "fr": "debut|date de debut|date debut|commencement|du|demarrage|date de demarrage|debut prevu"
        "|date de debut prevue|commence le",
        "sv": "start|startdatum|borjar|fran|paborjas|planerad start|startar|planerat startdatum",
        "es": "comienzo|inicio|fecha de inicio|fecha inicio|desde|fecha de comienzo|empieza|inicio previsto"
        "|inicio planificado|fecha inicial",
        "pt": "inicio|data de inicio|data inicio|comeco|data inicial|de|inicio previsto|inicio planejado|data de comeco",
        "it": "inizio|data inizio|data di inizio",
        "nl": "begindatum|startdatum|begin",
        "da": "startdato|starter|begynder",
    },
    "due": {
        "en": "finish|finish date|due date|end date|end|due|deadline|planned finish|planned end|timeline end|to|until"
        "|ends|target date|target end|due on|complete by|finish by|scheduled finish|end time|date|completion date"
        "|due by|target finish|date due|planned finish date|planned end date|when|end day|ends on|delivery date"
        "|finishes|timeline|period|date range|dates|stop|stop date|stop time",
        "de": "ende|enddatum|fertig|fertigstellung|falligkeit|fallig|fallig am|falligkeitsdatum|termin|bis|abgabe|frist"
        "|endtermin|abgabetermin|geplantes ende|zieltermin|endet am|plan ende|datum|soll ende|ende soll|ende plan"
        "|stichtag|fertigstellungstermin|abgabedatum|wann|faelligkeit|fertig bis|zeitraum",
        "fr": "fin|date de fin|date fin|echeance|date d echeance|au|date limite|fin prevue|date de fin prevue"
        "|date echeance|date|terminee le|livraison|date cible|pour le|quand|delai|periode",
        "sv": "slut|slutdatum|forfallodatum|klart senast|till|avslut|deadline|planerat slut|klart|senast|datum|slutar"
        "|fardigt|sluttid|fardigdatum|planerat slutdatum|leveransdatum",
        "es": "fin|fecha de fin|fecha fin|vencimiento|fecha de vencimiento|hasta|fecha limite|final|termino"
        "|fecha de finalizacion|entrega|fecha|fin previsto|fin planificado|fecha final|fecha de termino"
        "|fecha de entrega|plazo|finaliza|cuando|periodo",
        "pt": "termino|fim|data de termino|data fim|data de fim|data final|vencimento|prazo|ate|data de vencimento"
        "|entrega|data|conclusao|data de conclusao prevista|termino previsto|termino planejado|data de entrega"
        "|data limite|quando|data termino",
        "it": "fine|data fine|data di fine|scadenza",
        "nl": "einddatum|einde|deadline|vervaldatum",
        "da": "slutdato|forfaldsdato|frist|sluttdato|ferdig",
    },
    "promised": {
        "en": "promised|promised date|promise date|client date|committed date|commitment date|customer date"
        "|client due date|external deadline|agreed date|customer due date|contract date|contractual date",
        "de": "zugesagt|zusage|zugesagter termin|kundentermin|versprochen|vertragstermin|zugesagt bis|zusagetermin"
        "|liefertermin kunde|vereinbarter termin",
        "fr": "date promise|date engagee|engagement|date client|promis|date contractuelle|date convenue",
        "sv": "utlovat|utlovat datum|kunddatum|avtalat datum|lovat datum",
        "es": "fecha prometida|fecha comprometida|compromiso|fecha cliente|fecha contractual|fecha acordada",
        "pt": "data prometida|data comprometida|compromisso|data cliente|prometido|data contratual|data acordada",
    },
    "duration": {
        "en": "duration|dur|planned duration|days|duration days|length|working days|number of days|no of days"
        "|calendar days|duration weeks|weeks",
        "de": "dauer|geplante dauer|tage|dauer tage|arbeitstage|dauer in tagen|zeitdauer|laufzeit|at|dauer at|wochen",
        "fr": "duree|duree prevue|jours|nb jours|nombre de jours|duree jours|duree en jours|nb de jours",
        "sv": "varaktighet|tidsatgang dagar|langd|dagar|antal dagar|arbetsdagar|planerad varaktighet",
        "es": "duracion|dias|duracion dias|duracion prevista|plazo dias|n° de dias",
        "pt": "duracao|dias|duracao dias|duracao prevista|dias uteis|n° de dias",
        "it": "durata",
        "nl": "duur",
        "da": "varighed|varighet",
    },
    "estimate": {
        "en": "work|estimated hours|estimate|estimated time|original estimate|effort|time estimate|time estimated|hours"
        "|estimated effort|planned hours|planned work|planned effort|estimation|scheduled work|story points hours"
        "|budgeted hours|time estimate hours|man days|person days|estimate hours|remaining estimate|effort hours"
        "|workload|man hours",
        "de": "arbeit|aufwand|geschatzter aufwand|geplante arbeit|stunden|soll stunden|plan stunden|geschatzte stunden"
        "|personentage|pt|aufwand h|aufwand pt|arbeitsaufwand|planaufwand|schatzung|zeitaufwand|geplanter aufwand"
        "|geschatzte zeit",
        "fr": "travail|charge|charge estimee|temps estime|heures|estimation|charge prevue|effort|charge jh|jours homme"
        "|charge h|heures estimees|temps prevu",
        "sv": "arbete|uppskattad tid|timmar|arbetsinsats|estimat|tidsuppskattning|berakad tid|planerat arbete"
        "|beraknad tid|uppskattning",
        "es": "trabajo|horas estimadas|esfuerzo|horas|estimacion|tiempo estimado|carga de trabajo|horas previstas",
        "pt": "trabalho|horas estimadas|esforco|horas|estimativa|tempo estimado|carga de trabalho|horas previstas",
    },
    "percent": {
        "en": "% complete|percent complete|% done|progress|completion|complete %|done %|% completed|percentage complete"
        "|% work complete|progress %|% progress|percent done|percent|%|completion %|status %|done ratio"
        "|pct complete|percentage|actual complete|actual % complete|pct of task complete|% of task complete|pct done|pct",
        "de": "% abgeschlossen|prozent abgeschlossen|fortschritt|fertigstellungsgrad|% erledigt|erledigt %"
        "|fortschritt %|prozent|fertigstellung %|erfullungsgrad|% fertig|fortschritt in %|fertig %|stand %"
        "|abgeschlossen %",
        "fr": "% acheve|pourcentage acheve|avancement|% avancement|avancement %|progression|% realise|pourcentage"
        "|% termine|taux d avancement|pourcent acheve|% complete|realise %",
        "sv": "% klar|procent klart|% klart|fardigt %|framsteg|procent fardig|klart %|% slutfort|% fardig"
        "|fardigstallandegrad|procent|framdrift",
        "es": "% completado|porcentaje completado|avance|% avance|progreso|% completo|avance %|porcentaje"
        "|porcentaje de avance|% de avance"
        "|% realizado|% ejecutado",
        "pt": "% concluida|% concluido|porcentagem concluida|progresso|avanco|% completo|conclusao %|% conclusao"
        "|percentual|andamento|percentual concluido|% avanco|% de conclusao"
        "|% realizado|% executado|% fisico|realizado %",
        "it": "% completamento|avanzamento|% completata",
        "nl": "% voltooid|voortgang|percentage voltooid",
        "da": "% faerdig|fremdrift|% fullfort",
    },
    "status": {
        "en": "status|state|task status|progress status|current status|workflow state|progress",
        "de": "status|zustand|bearbeitungsstand|aufgabenstatus|stand|fortschritt",
        "fr": "statut|etat|etat d avancement|status|avancement|progression",
        "sv": "status|tillstand|lage",
        "es": "estado|estatus|situacion|status|progreso",
        "pt": "status|estado|situacao|progresso",
        "it": "stato",
        "nl": "status",
        "da": "status",
    },
    "done": {
        "en": "done|completed|complete|completed at|completed on|due complete|is completed|actual finish|closed"
        "|completed time|date completed|completed date|resolved|finished|date done|actual end|date closed"
        "|is complete|done date|actual finish date|actual end date|closed on|resolution date",
        "de": "erledigt|abgeschlossen|erledigt am|abgeschlossen am|ist ende|geschlossen|fertig am|tatsachliches ende"
        "|fertiggestellt am|ende ist",
        "fr": "terminee|termine|achevee|acheve le|date d achevement|fin reelle|termine le|fait|cloture|realise le",
        "sv": "utford|slutford|avslutad|klar|klardatum|faktiskt slut|slutford den|verkligt slut",
        "es": "completada|completado|terminado|hecho|fecha de cierre|fin real|fecha completada|finalizado"
        "|fecha de terminacion real",
        "pt": "concluido|concluida|feito|data de conclusao|termino real|fim real|concluido em|finalizado|data conclusao"
        "|encerrado em",
    },
    "assignees": {
        "en": "resource names|assigned to|assignee|assignees|owner|assignee s|responsible|resources|resource|person"
        "|people|members|who|coordinator|task owner|responsible person|lead|assigned|person responsible|owners"
        "|responsibility|contact|assignments|assignee name|user|team|responsible party|accountable"
        "|resp|responsib|in charge|member|performed by|done by"
        "|contractor|company|vendor|supplier|subcontractor|department",
        "de": "ressourcennamen|zustandig|verantwortlich|verantwortliche r|bearbeiter|zugewiesen an|ressource|ressourcen"
        "|wer|verantwortlicher|zustandigkeit|zugewiesen|verantwortung|ansprechpartner|mitarbeiter|person|team"
        "|beauftragter|verantwortliche|durch"
        "|verantw|zust|resp"
        "|firma|auftragnehmer|abteilung|dienstleister",
        "fr": "noms ressources|responsable|assigne a|attribue a|ressource|ressources|affecte a|qui|personne|pilote"
        "|nom des ressources|porteur|responsables|affectation|acteur|acteurs|intervenant|en charge"
        "|resp"
        "|entreprise|entreprises|prestataire|fournisseur|service",
        "sv": "resursnamn|ansvarig|tilldelad|tilldelad till|resurser|resurs|utforare|vem|handlaggare|person"
        "|ansvarig person|ansvariga|agare"
        "|entreprenor|leverantor|avdelning",
        "es": "nombres de los recursos|nombre de los recursos|responsable|asignado a|recurso|recursos|persona|encargado"
        "|quien|asignado|responsables|nombres de recursos"
        "|empresa|contratista|proveedor|departamento",
        "pt": "nomes dos recursos|nome dos recursos|responsavel|atribuido a|recurso|recursos|pessoa|quem|designado"
        "|responsaveis|encarregado|atribuido para|equipe"
        "|empresa|fornecedor|departamento|executor",
        "it": "responsabile|assegnato a|nomi risorse|risorse",
        "nl": "verantwoordelijke|toegewezen aan|resourcenamen|uitvoerder",
        "da": "ansvarlig|tildelt|ressourcenavne|tilordnet",
    },
    "predecessors": {
        "en": "predecessors|predecessor|depends on|dependencies|dependency|blocked by|follows|blocked"
        "|blocked by dependencies|waiting on|prerequisite|prerequisites|preceding tasks|after"
        "|inward issue link blocks|wbs predecessors|dependent on|depends|predecessor ids|predecessor s|pred"
        "|is blocked by|linked tasks|previous task|related issues",
        "de": "vorganger|abhangigkeit|abhangigkeiten|abhangig von|vorgangervorgang|blockiert durch|folgt auf"
        "|voraussetzung|voraussetzungen|nach|vorganger nr|vorgangernummer|abh|wartet auf|vorbedingung",
        "fr": "predecesseurs|predecesseur|depend de|dependances|dependance|bloque par|suit|prerequis|apres|anteriorite"
        "|anteriorites|antecedents|antecedent|taches precedentes|taches anterieures",
        "sv": "foregaende aktiviteter|foregaende|foregangare|beroende av|beroenden|beroende|blockeras av|foljer|efter"
        "|foregaende uppgift|foregaende aktivitet",
        "es": "predecesoras|predecesora|predecesor|predecesores|depende de|dependencias|dependencia|bloqueada por"
        "|actividad predecesora|precedentes|antecesor|antecesores|tareas previas",
        "pt": "predecessoras|predecessora|predecessor|predecessores|depende de|dependencias|dependencia|bloqueada por"
        "|antecessora|antecessoras|antecessores|precedentes",
        "it": "predecessori|predecessore|dipendenze",
        "nl": "voorafgaande taken|voorganger|voorgangers|afhankelijk van",
        "da": "foregaende opgaver|foregaende opgave|afhaengigheder|foregaende oppgaver",
    },
    "successors": {
        "en": "successors|successor|blocking|blocks|precedes|outward issue link blocks|blocking dependencies|followed by",
        "de": "nachfolger|blockiert|vorganger von",
        "fr": "successeurs|successeur|bloque|precede",
        "sv": "efterfoljande|efterfoljare|efterfoljande aktiviteter|foregar",
        "es": "sucesoras|sucesora|sucesores|bloquea|precede",
        "pt": "sucessoras|sucessora|sucessores|bloqueia|precede",
    },
    "description": {
        "en": "description|notes|note|details|comments|comment|remarks|task content|card description|content|remark"
        "|detailed description|body|text|acceptance criteria|additional notes|scope|detail|task notes|desc|descr",
        "de": "beschreibung|notizen|notiz|bemerkung|bemerkungen|kommentar|anmerkung|anmerkungen|details|hinweise"
        "|kommentare|erlauterung|inhalt|hinweis|detailbeschreibung",
        "fr": "description|remarques|notes|commentaire|commentaires|remarque|details|note|observations"
        "|description detaillee|precisions",
        "sv": "beskrivning|anteckningar|kommentar|kommentarer|noteringar|anmarkning|notering|detaljer|information",
        "es": "descripcion|notas|comentarios|observaciones|detalle|detalles|comentario|nota|descripcion detallada",
        "pt": "descricao|descricao detalhada|anotacoes|observacoes|notas|comentarios|detalhes|comentario|observacao|nota",
        "it": "descrizione|note",
        "nl": "beschrijving|notities|opmerkingen",
        "da": "beskrivelse|noter|bemaerkninger",
    },
    "cost": {
        "en": "cost|costs|budget|price|amount|total cost|planned cost|estimated cost|fixed cost|budget cost"
        "|baseline cost|cost estimate|planned budget|value|fee|budgeted cost",
        "de": "kosten|budget|preis|betrag|gesamtkosten|plankosten|geplante kosten|feste kosten|geschatzte kosten"
        "|honorar|kosten gesamt|summe kosten|plan kosten",
        "fr": "cout|couts|budget|prix|montant|cout total|cout prevu|cout estime|cout fixe|budget prevu",
        "sv": "kostnad|kostnader|budget|pris|belopp|total kostnad|fast kostnad|planerad kostnad|beraknad kostnad",
        "es": "costo|coste|costos|costes|presupuesto|precio|importe|costo total|costo fijo|coste total|costo estimado|monto",
        "pt": "custo|custos|orcamento|preco|valor|custo total|custo fixo|custo estimado|custo previsto",
        "it": "costo|costi",
        "nl": "kosten",
        "da": "omkostning|omkostninger|kostnad",
    },
}
# Columns that stand between a phase and its tasks, each a level of its own.
RUNG_WORDS = (
    "sprint|iteration|release|subcategory|sub category|wp name|work package name|module name|workstream|work stream"
    "|sub phase|subphase|subsection|module|epic|story|user story|feature|work package|wp|workpackage|deliverable|section"
    "|stage|teilprojekt|arbeitspaket|modul|abschnitt|baustein|gewerk|sous phase|lot|sous lot|livrable|chantier|delprojekt"
    "|delfas|etapp|arbetspaket|subfase|etapa|entregable|paquete de trabajo|módulo|entregável|pacote de trabalho|frente"
)
RUNGS = {folded(word) for word in RUNG_WORDS.split("|")}
# Others do only where each of their words stands under one phase alone.
WEAK_RUNG_WORDS = (
    "component|area|group|category|topic|discipline|trade|location|building|floor|system|bereich|kategorie|gruppe|gebäude"
    "|catégorie|groupe|zone|bâtiment|område|kategori|área|categoría|grupo|categoria|componente"
)
WEAK_RUNGS = {folded(word) for word in WEAK_RUNG_WORDS.split("|")}
# Columns that make phases only where nothing else tells the hierarchy.
WEAK_PHASES = words("category kategorie categorie categoria kategori area bereich list group gruppe groupe grupo grupp omrade")
# Words that turn a heading into something else: `Actual start` is not the start.
AVOIDED = words(
    "sub baseline baselined actual actuals created modified updated changed variance slack remaining spent logged "
    "reminder ist tatsachlich tatsachliche tatsachlicher basisplan erstellt geandert aktualisiert restdauer "
    "puffer reel reelle cree creation modifie modification reference marge faktisk faktiskt skapad andrad "
    "uppdaterad baslinje real creado creada modificado actualizado criado criada modificado atualizado linha "
    "base early late free email mail url float previous author creator reporter priority prioritat color "
    "colour tags labels time zone default role rate phone units calendar constraint mode link web repeat "
    "avatar currency year month quarter week left checklist"
)
# Lists of a board that are stages of work, not phases of a plan.
STAGE_NAMES = (
    "to do|todo|doing|in progress|done|backlog|review|in review|testing|blocked|ready|open|closed|waiting|on hold|ideas"
    "|zu erledigen|offen|in arbeit|in bearbeitung|erledigt|fertig|à faire|en cours|terminé|fait|att göra|pågående|klart"
    "|por hacer|en curso|en progreso|hecho|a fazer|fazendo|em andamento|feito|concluído"
)
STAGES = {folded(stage) for stage in STAGE_NAMES.split("|")}
