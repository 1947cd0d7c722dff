"""A believable workspace to look around in, made through the same operations as a real one."""
