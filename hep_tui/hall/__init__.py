"""The hall: a page for the projector, and the ballot of every phone. Nothing here listens unless it is asked to."""
