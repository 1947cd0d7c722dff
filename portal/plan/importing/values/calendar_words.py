"""Names of months and weekdays in the languages we read, folded, each by its first letters."""

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
MONTH_OF = {word: number for number, words in MONTHS.items() for word in words.split()}
WEEKDAYS = set(
    ["mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur", "thurs", "thursday", "fri", "friday", "sat", "saturday", "sun", "sunday", "mo", "di", "mi", "do", "fr", "sa", "so", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "sonnabend", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "man", "tis", "ons", "tor", "tors", "fre", "lor", "son", "mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag", "mie", "jue", "vie", "sab", "dom", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo", "seg", "ter", "qua", "qui", "sex", "segunda", "terca", "quarta", "quinta", "sexta", "feira"]
)
