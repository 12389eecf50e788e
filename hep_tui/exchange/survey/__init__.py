"""Surveys that come in: which tool wrote the file, what its columns hold, and what every response says."""
