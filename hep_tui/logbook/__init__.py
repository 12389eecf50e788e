"""The append-only record of a review in one SQLite file, and the only SQL in the project."""
