"""Words for units of time in six languages (and what programs abbreviate them to), folded."""

UNIT_WORDS = {
    "s": "s sec secs second seconds sekunde sekunden seconde secondes sekund sekunder segundo segundos",
    "min": "min mn mins minute minutes minuten minut minuter minuto minutos perc",
    "h": "h hr hrs hour hours std stdn stunde stunden heure heures tim timme timmar hora horas ore u uur",
    "d": "d day days dy dys t tg tag tage tagen at pt mt personentag personentage arbeitstag arbeitstage werktag werktage"
    " j jour jours jh jrs dag dagar dgr arbetsdag arbetsdagar arbetsdgr dia dias wd bd mandag manday mandays"
    " giorni giorno dagen",
    "w": "w wk wks week weeks wo wch woche wochen kw s sem semaine semaines semana semanas v vecka veckor vk"
    " weken settimana settimane sett sm sems",
    "mo": "mo ms mos mon mons month months monat monate monaten mois man manad manader mes meses",
    "y": "y yr yrs year years jahr jahre an ans annee annees ar ano anos",
}
UNITS = {word: unit for unit, words in UNIT_WORDS.items() for word in words.split() if (unit, word) != ("w", "s")}
