"""Record a review of how a borough's schools work together: notes, rankings and votes, offline."""

__version__ = "0.2.0"
