"""A whole meeting and a whole vote, line by line, as somebody types them who uses no screen."""

from collections.abc import Callable
from pathlib import Path

PEOPLE = (
    "Name,School,Role\nAnn Example,Barnhill Community High School,Headteacher\n"
    "Ben Example,Vyners School,\nCat Example,Vyners School,\nDan Example,Vyners School,\n"
)
SURVEY = "ID,Start time,Completion time,Would you join?\n" + "".join(f"{n},9,9,Yes\n" for n in range(1, 9))
CROSSWALK = "written,urn\nnowhere,none\n"
PAPERS = "ballot,rank1,rank2\n" + "".join(f"{number},1,2\n" for number in range(1, 61))

MEETING = """
:meetings plan --agenda 1 --title Extra
:meetings amend Extra --date "3 December" --tables 4
:meetings agenda Extra add Tea --minutes 5
:meetings agenda Extra remove Tea
:register import {people}
:register correct ann "Ann Example, vyners @chair t3"
:register join ben cat
:register remove ben
:arrive all but ann
:leave ann
:next
:arrive + @primary @t2
:leave walk in 1
- Cover is thin #send @primary
:correct ~ Cover isn't thin everywhere #send @primary
:notes move last 2
:notes nothing-fits last theme
:notes take-back last
u
:redo
:undo
t3
+ Somebody said a name
:notes erase last "a name was in it"
t0
> send the list @hash 3/12
:actions answers last {note}
:actions assign last LA
:actions due last "3rd December 2pm"
:actions did last sent
:actions done last
:pause
:go-on
:item 3
:took 3 12
:framework rate 12341234. --table 1
:models revise D "Risks=none left" --sentence "The risks went"
:themes add Buildings
:themes add Sites
:themes rename Sites "School sites"
:themes nest Buildings "School sites"
:themes merge Buildings "School sites"
:themes part Buildings
:survey import {survey}
:link --decide {crosswalk}
:summary
:meetings cancel --meeting Extra
:end
"""
HANDS = """
:poll new --preset hands --title Join
:poll fields Join
:poll edit Join Question "Do we join?"
:poll open Join
:poll withdraw-opening Join
:poll open Join
:poll time Join 5
:poll hands Join For=12 Against=5 --present 18 --abstained 1
:poll close Join
:poll declare Join
:poll withdraw Join --reason "a hand was missed"
:poll reopen Join --reason "a hand was missed"
:poll hands Join For=6 Against=6 --present 12
:poll close Join
:poll cast-vote Join 1 --chair "Jo Bell" --reason "the budget is due"
"""
PAPER = """
:poll new --method choose --options Tea;Coffee --title Drinks
:poll edit Drinks "A tie" "shown as a tie, then by lot"
:paper Drinks --ballots 20 -o {stick}-paper
:poll open Drinks
:ballots begin-batch Drinks 5 --teller JB
:ballots lay-out Drinks down
:ballots key Drinks 1 1 --phase primary --group HASH
:ballots key Drinks 2 2
:ballots key Drinks 3 blank
:ballots key Drinks 4 1 --status query --reason torn
:ballots key Drinks 5 2
:ballots decide Drinks 4 1 --reason "the cross is whole"
:ballots correct Drinks 5 1
:ballots withdraw Drinks 5 --reason "not a voter"
:ballots key Drinks 5 rejected --reason "two crosses"
:ballots close-batch Drinks
:poll account Drinks --printed 20 --issued 6 --unused 14
:poll close Drinks
:ballots key Drinks 6 1 --status late --reason "at 4 pm"
:ballots admit Drinks 6 "the chair agreed"
:ballots seat KL
:ballots read Drinks 1 1
:ballots read Drinks 2 2
:ballots read Drinks 3 blank
:ballots stands Drinks 4 2 first
:ballots read Drinks 5 rejected
:ballots read Drinks 6 1
:ballots draw-check Drinks 2 --roll "3 4"
:ballots compared Drinks
:ballots check Drinks
:poll lot Drinks --roll "6 1"
:poll check Drinks
:poll declare Drinks
:poll ratify Drinks
:poll open 3
:ballots import 3 {papers}
:poll sample 3 "2 5"
"""
SECRET = """
:poll new --method choose --options Tea;Coffee --title Quietly --secret
:hall Quietly --cards 9 --address 192.168.8.2 -o {stick}-cards
:hall Quietly --paper 1
:hall Quietly --strike 2,3 --reason lost --by JB
:poll recovery Quietly {stick}
:poll open Quietly
:ballots vote Quietly
:ballots lot Quietly 1
:poll close Quietly
"""


def talk(answer: Callable[[str], str], folder: Path, *parts: str) -> list[tuple[str, str]]:
    """Type the lines of some parts, and return each with what was answered."""
    people, papers = folder / "people.csv", folder / "papers.csv"
    survey, crosswalk = folder / "survey.csv", folder / "crosswalk.csv"
    for path, text in ((survey, SURVEY), (crosswalk, CROSSWALK)):
        path.write_text(text, "utf-8")
    people.write_text(PEOPLE, "utf-8")
    papers.write_text(PAPERS, "utf-8")
    note = answer(":notes list --meeting 1").split()[0]
    files = {"people": people, "papers": papers, "survey": survey, "crosswalk": crosswalk}
    typed = "".join(parts).format(note=note, stick=folder / "stick", **files)
    return [(line, answer(line)) for line in typed.split("\n") if line]
