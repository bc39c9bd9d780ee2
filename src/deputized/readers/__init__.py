"""Files as they come in, read within bounds: a workbook's cells as printed, and the list in it."""
