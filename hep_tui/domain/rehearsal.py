"""The four lessons of a rehearsal: what the person is told, and which key each step waits for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """Hold one step: what is said, and the key it waits for.

    With `words`, anything may be typed first, as these words are. With `stores`, the step is over once an entry of that
    kind is stored, and not before.
    """

    says: str
    key: str = "enter"
    words: str = ""
    stores: str = ""


@dataclass(frozen=True)
class Lesson:
    """Hold a lesson: what it is about, and its steps."""

    title: str
    steps: tuple[Step, ...]


_NOTE = "+ Peer review works"
VOTE = "Shall we meet again?"
"""The question of the practice vote."""


def lessons(school: str) -> tuple[Lesson, ...]:
    """Return the lessons; `school` is the name of one that arrives."""
    return (
        Lesson(
            "A note",
            (
                Step("Enter opens the workshop that is marked."),
                Step("F6 begins its first item; from now on time is kept.", "f6"),
                Step(f"Type {_NOTE}, or words of your own, then Enter.", words=_NOTE, stores="note"),
            ),
        ),
        Lesson(
            "An arrival",
            (
                Step("Ctrl+R opens the register.", "ctrl+r"),
                Step(f"Type letters of its name, as in {school}, then Enter.", words=school, stores="attendance"),
                Step("Esc goes back to the notes.", "escape"),
            ),
        ),
        Lesson(
            "A ballot",
            (
                Step("F7 opens the vote of this item.", "f7"),
                Step("o opens it for ballots.", "o", stores="state"),
                Step("k begins to key the papers.", "k"),
                Step("On the first paper, Yes has the cross: press 1.", "1"),
                Step("Read the words aloud. Enter accepts the paper.", stores="ballot"),
                Step("The second paper has no cross at all: b stores it as blank.", "b", stores="ballot"),
                Step("Esc goes back to the vote.", "escape"),
            ),
        ),
        Lesson(
            "Declaring",
            (
                Step("c closes the vote: no ballot comes any more.", "c", stores="state"),
                Step("d shows what you will read out, and what the room will see.", "d"),
                Step("Enter declares it. The code is for the minutes.", stores="declare"),
            ),
        ),
    )
