"""Pages for print, each complete in itself."""
