"""Names of months and weekdays in the languages we read, folded, each by its first letters."""

from portal.plan.importing.values.words import words

MONTHS = {
    1: "jan january januar jänner janner janvier janv januari enero ene janeiro",
    2: "feb february februar feber fevrier fevr fev februari febrero fevereiro",
    3: "mar march marz mrz maerz mars marzo marco mär",
    4: "apr april avril avr abril abr",
    5: "may mai maj mayo maio",
    6: "jun june juni juin junio junho",
    7: "jul july juli juillet juil julio julho",
    8: "aug august aout augusti agosto ago",
    9: "sep sept september septembre septiembre set setembro",
    10: "oct october okt oktober octobre octubre out outubro",
    11: "nov november novembre noviembre novembro",
    12: "dec december dez dezember decembre diciembre dic dezembro",
}
MONTH_OF = {word: number for number, text in MONTHS.items() for word in words(text)}
WEEKDAYS = set(
    words(
        "di dienstag dim dimanche do dom domingo donnerstag feira fr fre fredag freitag fri friday jeu jeudi jue "
        "jueves lor lordag lun lundi lunes man mandag mar mardi martes mer mercredi mi mie miercoles mittwoch mo "
        "mon monday montag ons onsdag qua quarta qui quinta sa sab sabado sam samedi samstag sat saturday seg "
        "segunda sex sexta so son sondag sonnabend sonntag sun sunday ter terca thu thur thurs thursday tis "
        "tisdag tor tors torsdag tue tues tuesday ven vendredi vie viernes wed wednesday"
    )
)
