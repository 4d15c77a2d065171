"""From a file to cells: opening, sheets, numbers."""
