"""Reading one cell: dates, durations, numbers, yes and no, people."""
