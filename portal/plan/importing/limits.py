"""How much a plan file may hold before it is refused; a plan beyond these is a mistake or an attack."""

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 400
MAX_INFLATED = 120 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_GRID = 6_000_000
MAX_WARNINGS = 1_000
MAX_TEXT = 20_000
MAX_TITLE = 300
MAX_DEPTH = 50
