"""The kinds of mail. Each module composes one or more: what it says, to whom, and whether it is still to be sent."""
