"""What a screen or an export shows: frozen read models made from the logbook."""
