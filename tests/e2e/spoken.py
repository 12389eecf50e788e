"""What a workshop says, and how a typist writes it down: 120 notes, each with what is meant by it."""

import random
from dataclasses import dataclass

from hep_tui.domain.notes import SIGNS, Note

SENTENCES = """\
Visits between schools changed how we teach Year 6
Nobody could tell us who decides
The board sends papers too late to read
Moderation with two neighbours is our best training
Supply costs eat whatever is free
We would pay if the offer were clear
Referrals take two terms and then come back
Exclusions start in Year 5, not Year 9
A flat fee is unfair to one form of entry
Half of us have never been asked
Good people, but it rests on four of them
New heads get a letter and then silence
The data pack is the one thing everybody reads
Outreach days are booked out by October
Who checks that any of it works
Trust comes from turning up every time
We lose teachers to the next borough
Our governors learn of it from the newspaper
One more board will not help anybody
The hubs are close enough to walk to
Transition days are the only time we meet
Somebody always answers the telephone there
We need a named person for each school
The agenda is set before we see it
Middle leaders want to see other schools
Wellbeing is talked of and never paid for
Peer review would work if it were kept small
Small schools cannot release anybody
It was better when the phases met together
The service offer reads like a price list
Alternative provision is full by November
The authority listens more than it did
Place planning surprised us twice this year
Early years is where the money saves money
There is no memory of what was agreed
A charity would be ours and nobody else's
Ask the schools that never come
Recruitment should be done once for all of us
The induction of heads was excellent
We do not know what the other group is doing
Inclusion needs a table of its own
Two evenings a term is what we can give
Results by phase or we will not believe them
The leaders of education are stretched thin
Let us try it for a year and look
Secondary schools are heard first
It takes nine clicks to find a document
Chairs were glad to be in the room
Nobody asked the special schools
The last review was never answered
Pay us back in days, not in money
We share a minibus and that is all
I would join tomorrow
Say what stops when this begins
Who carries the risk if it fails
More challenge, less celebration
Our trust has its own team already
Let the forum keep its name
One calendar for everybody
Tell us what you did with what we said
""".splitlines()
# What is typed for a mark, and what it stands for: whole names, and beginnings that fit one name only.
THEMES = {
    "#send": "send", "#governance": "governance", "#gov": "governance", "#funding": "funding", "#fund": "funding",
    "#recruitment": "recruitment", "#peer-review": "peer-review", "#capacity": "capacity", "#cap": "capacity",
    "#communication": "communication", "#wellbeing": "wellbeing", "#trust": "trust", "#cpd": "cpd",
}  # fmt: skip
PHASES = {"@primary": "primary", "@secondary": "secondary", "@sec": "secondary", "@special": "special"}
VERSIONS = {"A": 1, "D": 2, "F": 1}
ROLES = {"@head": "head", "@deputy": "deputy", "@chair": "chair", "@exec": "exec"}


@dataclass(frozen=True)
class Spoken:
    """Hold a line as it is typed, and the note that is meant."""

    line: str
    note: Note


def spoken(n: int = 2 * len(SENTENCES)) -> list[Spoken]:
    """Return the first `n` notes, the same every time: marks before or after the words, in any order."""
    dice = random.Random(2021)
    return [_spoken(dice, SENTENCES[i % len(SENTENCES)] + (" again" if i >= len(SENTENCES) else "")) for i in range(n)]


def _spoken(dice: random.Random, text: str) -> Spoken:
    sentiment = dice.choice(["", "positive", "concern", "mixed", "question"])
    theme, phase, role = (dice.choice([*known, ""]) for known in (THEMES, PHASES, ROLES))
    model, key, quote = dice.choice(["", "", *VERSIONS]), dice.random() < 0.15, dice.random() < 0.2
    marks = [m for m in (theme, phase, role, model and f"/{model}", "*" if key else "") if m]
    dice.shuffle(marks)
    cut = dice.randint(0, len(marks))
    words = f'"{text}"' if quote else text
    sign = [SIGNS[sentiment]] if sentiment else []
    line = " ".join([*marks[:cut], *sign, words, *marks[cut:]])
    note = Note(
        text, sentiment=sentiment, quote=quote, key=key, phase=PHASES.get(phase, ""), role=ROLES.get(role, ""),
        themes=(THEMES[theme],) if theme else (), models=(f"{model}@{VERSIONS[model]}",) if model else (),
    )  # fmt: skip
    return Spoken(line, note)
