"""What the organiser chose to show the hall."""

from dataclasses import dataclass, replace

NOW, HERE = "now", "here"
"""What happens now, and how many have come; everything else that can be shown is a declared poll, by its id."""


@dataclass(frozen=True)
class Choice:
    """Hold what is shown, which step of it from 0, and whether a curtain hides it."""

    what: str = NOW
    step: int = 0
    curtain: bool = False

    def moved(self, act: str, pages: int) -> "Choice":
        """Return what is chosen after an act: next, back, curtain, `step N`, or `show WHAT`; any other changes nothing.

        `pages` is how many pages there are of what is shown.
        """
        verb, _, object = act.partition(" ")
        last = max(0, pages - 1)
        if verb == "show":
            return Choice(object)
        if verb == "curtain":
            return replace(self, curtain=not self.curtain)
        steps = {"next": self.step + 1, "back": self.step - 1}
        if verb == "step" and object.isdecimal():
            steps["step"] = int(object[:4])
        return replace(self, step=min(last, max(0, steps.get(verb, self.step))))
