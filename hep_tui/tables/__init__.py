"""The one reader of lists: bytes become a table with the doubts that a person should see before anything is stored."""
