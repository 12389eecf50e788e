"""Names of schools as people write them, and names of schools that are elsewhere."""

import random
import re

_SHORT = (
    ("Church of England", "CofE"), ("Church of England", "C of E"), ("CofE", "Church of England"), ("C of E", "C.E."),
    ("Catholic", "RC"), ("RC", "Roman Catholic"), (" and ", " & "), (" & ", " and "), ("Infant", "Inf"),
    ("Infant", "Infants"), ("Junior", "Jnr"), ("St ", "St. "), ("St ", "Saint "), ("'", "’"), ("'", ""),
    ("Primary School", "Primary"), ("Primary School", "Prim Sch"), ("School", "Sch"), ("School", ""),
    ("The ", ""), ("Academy", ""), ("Primary", ""), ("CofE ", ""), ("Catholic ", ""), ("High School", "High"),
)  # fmt: skip


def garbled(name: str, seed: int = 1) -> list[str]:
    """Return some twenty ways to write a school's name badly, the same in every run; never the name itself."""
    dice = random.Random(f"{seed}{name}")
    found = [name.replace(old, new) for old, new in _SHORT if old in name]
    found += [name.upper(), name.lower().replace(" ", "  "), f"The {name}", f"{name}, Hillingdon", f"{name} (Uxbridge)"]
    for _ in range(8):
        found.append(_slip(dice.choice([name, *found]), dice))
    words = name.split()
    found += [" ".join(words[:-1]), " ".join(words[-1:] + words[:-1]), " ".join(w for w in words if len(w) > 2)]
    return [each for each in dict.fromkeys(" ".join(f.split()) for f in found) if each and each != name]


def _slip(name: str, dice: random.Random) -> str:
    """Return a name with one slip of the finger in it: a letter left out, doubled, changed, or two swapped."""
    places = [i for i, c in enumerate(name[:-1]) if c.isalpha()]
    i = dice.choice(places)
    return dice.choice(
        (
            name[:i] + name[i + 1 :],
            name[:i] + name[i] + name[i:],
            name[:i] + dice.choice("aeinorst") + name[i + 1 :],
            name[:i] + name[i + 1] + name[i] + name[i + 2 :],
        )
    )


_STEMS = (
    "Abbey Road", "Ashgrove", "Beechwood", "Bishop Latimer", "Bishop's Cross", "Bridge Lane", "Brookfield", "Broomhill",
    "Castle Hill", "Cedar Park", "Cherry Orchard", "Church Lane", "Copse Hill", "Cranbrook", "Eastfield", "Elm Park",
    "Fairfield", "Fernhill", "Field Lane", "Glebe Farm", "Grange Farm", "Green Lane", "Greenfields", "Hall Park",
    "Haymill", "Hazelwood", "High Meadow", "Hillcrest", "Holy Cross", "Kingsmead", "Lake View", "Larkrise", "Longmead",
    "Manor Park", "Meadowside", "Millfield", "Moorland", "Mount Pleasant", "Newlands", "North Park", "Oakfield",
    "Oakhill", "Old Park", "Orchard Park", "Park Lane", "Parkfield", "Queen's Park", "Riverside", "Rosehill",
    "Sacred Name", "St Agatha's", "St Aidan's", "St Anne's", "St Barnabas", "St Clare's", "St Cuthbert's", "St David's",
    "St Edmund's", "St George's", "St Hilda's", "St Jude's", "St Luke's", "St Mark's", "St Monica's", "St Oswald's",
    "St Peter's", "St Stephen's", "St Thomas'", "Southfield", "Springfield", "Stoneleigh", "The Mead", "Thornhill",
    "Trinity", "Valley Road", "Victoria", "Waterside", "West Park", "Westfield", "Whitefield", "Willow Bank",
    "Windmill", "Woodlands", "Woodside", "Wren Park",
)  # fmt: skip
_KINDS = (
    "Primary School", "Infant School", "Junior School", "CofE Primary School", "Catholic Primary School",
    "Primary Academy", "Academy", "High School", "School", "College", "Nursery School", "Community School",
)  # fmt: skip


def elsewhere() -> list[str]:
    """Return a thousand names of schools such as other boroughs have."""
    return [re.sub(r"^The The", "The", f"{stem} {kind}") for stem in _STEMS for kind in _KINDS]
