"""The kinds of push. Each module composes one or more: what it says, to which browser, and whether it is still to be sent."""
