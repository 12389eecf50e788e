"""Ballots of textbooks, typed again, and short ways to write others."""

from typing import Any

from hep_tui.counting import Profile
from hep_tui.counting.files import Source, parse


def abif(text: str) -> Profile:
    """Return the ranks of a few lines such as `4:A>B=C`."""
    return parse(Source("test.abif", text), "abif").profiles["ranks"]


def scored(text: str) -> Profile:
    """Return the scores of a few lines such as `4:A/5>B/2`."""
    return parse(Source("test.abif", text), "abif").profiles["scores"]


def names(profile: Profile, indices: Any) -> set[str]:
    return {profile.options[i] for i in indices}


TENNESSEE = """
42:Memphis>Nashville>Chattanooga>Knoxville
26:Nashville>Chattanooga>Knoxville>Memphis
15:Chattanooga>Knoxville>Nashville>Memphis
17:Knoxville>Chattanooga>Nashville>Memphis
"""
TENNESSEE_STARS = """
42:Memphis/5>Nashville/2>Chattanooga/1>Knoxville/0
26:Nashville/5>Chattanooga/3>Knoxville/2>Memphis/0
15:Chattanooga/5>Knoxville/3>Nashville/2>Memphis/0
17:Knoxville/5>Chattanooga/3>Nashville/1>Memphis/0
"""
SCHULZE_45 = """
5:A>C>B>E>D
5:A>D>E>C>B
8:B>E>D>A>C
3:C>A>B>E>D
7:C>A>E>B>D
2:C>B>A>D>E
7:D>C>E>B>A
8:E>B>A>D>C
"""
ALASKA = """
27053:Begich>Palin>Peltola
15467:Begich>Peltola>Palin
11290:Begich
34049:Palin>Begich>Peltola
3652:Palin>Peltola>Begich
21272:Palin
47407:Peltola>Begich>Palin
4645:Peltola>Palin>Begich
23747:Peltola
"""
CYCLE = "25:A>B>C\n40:B>C>A\n35:C>A>B\n"
MARGINS = "25:D=A>C>B\n4:C=A>D=B\n19:C>A>B=D\n11:D=B>C>A\n6:B>A=C=D\n8:C>A=D>B\n"
IRV_TIE = "4:A>B>C\n3:B>C>A\n3:C>A>B\n"
PARTIAL = "5:A\n4:B>C>D>A\n3:C>B\n"
STAR_TIE = "5:A/5>B/4>C/2\n5:B/5>A/4>C/2\n"
