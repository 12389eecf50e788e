"""Invented reviews of other places, played through."""
