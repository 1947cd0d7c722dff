"""How a plan that was read lands in a project: all of it or nothing, and later only what differs."""
