"""Files made of rows and columns: CSV and XLSX."""
