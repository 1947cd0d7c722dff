"""MS Project's XML interchange format (MSPDI), as written by Project, ProjectLibre, GanttProject and others."""
