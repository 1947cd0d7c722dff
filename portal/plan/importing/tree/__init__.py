"""Finding out what stands below what."""
