"""Ballots to outcomes: every rule, exact and explained. Imports numpy; import it at the first count."""
