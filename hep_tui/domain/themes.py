"""Themes as a review has them: the code frame of the pack, and what was made, renamed, nested or merged since."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """Hold what a review says of one theme: its label, the theme it is nested in, and the one it was merged into."""

    label: str
    parent: str = ""
    merged_into: str = ""
