"""Reading what must come before what."""
