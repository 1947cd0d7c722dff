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
DAYS_OF_WEEK = (
    "mon monday mo montag lun lundi lunes man mandag ma seg segunda",
    "tue tues tuesday di dienstag mar mardi martes tis tisdag ti ter terca",
    "wed wednesday mi mittwoch mer mercredi mie miercoles ons onsdag on qua quarta",
    "thu thur thurs thursday do donnerstag jeu jeudi jue jueves tor tors torsdag to qui quinta",
    "fri friday fr freitag ven vendredi vie viernes fre fredag sex sexta",
    "sat saturday sa samstag sonnabend sam samedi sab sabado lor lordag lo",
    "sun sunday so sonntag dim dimanche dom domingo son sondag",
)
WEEKDAYS = {word: number for number, text in enumerate(DAYS_OF_WEEK) for word in words(text)}
