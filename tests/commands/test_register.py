import json
from pathlib import Path

import pytest

from tests.commands.conftest import Hep

LIST = (
    "Name,E-mail,School,Role\nAnn Example,ann@example.org,Barnhill Community High School,Headteacher\n"
    "Ben Example,,Coteford,Chair\n,,Oak Wood School,\n"
)


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")
    return path


def test_the_register_says_who_is_here_and_headcounts(demo: Path, hep: Hep) -> None:
    said = hep("register", demo)
    assert said.code == 0
    assert said.out.startswith("Workshop 3, all phases: 18 present\nby phase: ")
    data = hep("register", demo, "--json").json
    assert data["present"] == 18
    assert sum(data["headcount"]["phase"].values()) == 18
    assert data["people"][0]["state"] == "here"


def test_a_list_is_tried_imported_and_imported_again(demo: Path, hep: Hep, names: Path) -> None:
    tried = hep("register", demo, "import", names, "--dry-run")
    assert tried.code == 1
    assert tried.out.splitlines() == [
        "read as text in utf-8, heading in line 1",
        "columns: Name as name, School as school, Role as role",
        "Dropped at the door, never stored: E-mail.",
        "line 2  new  Ann Example: Barnhill Community High School, by its name",
        "line 3  new  Ben Example: school “Coteford” UNCERTAIN: could be 1 Coteford Infant School; "
        "2 Coteford Junior School",
        "line 4  refused  nobody: column “Name” has no name",
        "3 rows: 2 new, 0 already known, 1 refused, 1 with an uncertain school",
        "Nothing was stored: this was a dry run.",
    ]
    assert hep("register", demo, "--json").json["invited"] == 0
    assert hep("register", demo, "import", names).out.endswith("Stored: 2 people.\n")
    again = hep("register", demo, "import", names, "--json").json
    assert (again["new"], again["known"], again["stored"]) == (0, 2, 0)
    assert "not here yet  Ann Example: Barnhill Community High School" in hep("register", demo).out


def test_of_who_is_expected_no_plain_yes_or_no_is_said(demo: Path, hep: Hep, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,School,Coming?\nAnn Example,The Hub,Y\nBen Example,The Hub,Yes - by 10\nCat Example,The Hub,N\n"
    )
    hep("register", demo, "import", path)
    said = hep("register", demo).out.splitlines()
    assert said[-3:] == [
        "not here yet  Ann Example: The Hub",
        "not here yet  Ben Example: The Hub, Yes - by 10",
        "will not come  Cat Example: The Hub",
    ]
    assert [e["said"] for e in hep("register", demo, "--json").json["missing"]] == ["Y", "Yes - by 10"]


def test_people_come_move_and_leave(demo: Path, hep: Hep, names: Path) -> None:
    hep("register", demo, "import", names)
    assert hep("register", demo, "arrive", "ann t2").out == "arrived: Ann Example\n"
    assert hep("register", demo, "arrive", "ann").out == "Ann Example is here already; nothing was changed\n"
    assert hep("register", demo, "arrive", "ann t4").out == "Ann Example moved to table 4\n"
    assert hep("register", demo, "arrive", "+ @primary @governor t2").out == "arrived: walk in 1\n"
    assert hep("register", demo, "leave", "walk 1").out == "left: walk in 1\n"
    data = hep("register", demo, "--json").json
    assert (data["present"], data["headcount"]["table"]) == (19, {"4": 1})
    assert [p["table"] for p in data["people"] if p["name"] == "Ann Example"] == [4]


def test_letters_of_several_are_refused_unless_they_are_a_whole_name(demo: Path, hep: Hep) -> None:
    assert hep("register", demo, "arrive", "coteford").refusal == (
        "This could be Coteford Infant School, Coteford Junior School; nothing was stored, give more letters."
    )
    assert hep("register", demo, "arrive", "st helen's school").out == "arrived: St Helen's School\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["arrive"], "hep register FILE arrive needs letters of a name or a place; nothing was done."),
        (["import"], "hep register FILE import needs the name of a CSV or XLSX file; nothing was done."),
        (["list", "ann"], "hep register FILE list takes no further word; nothing was done."),
        (["arrive", "zzz"], "Nobody has these letters, so nobody was let in; a walk-in is typed as + Ann Lee, name "
         "of the school."),
        (["arrive", "oak wood @nobody"], "@nobody left as text: nothing has that name; nothing was stored, write the "
         "line again."),
        (["leave", "oak wood"], "Nobody of that school is here, so nothing was changed; look at who is."),
        (["import", "none.csv"], "There is no file none.csv; nothing was read, look at name and folder."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_a_sentence(words: list[str], why: str, demo: Path, hep: Hep) -> None:
    assert hep("register", demo, *words).refusal == why


def test_the_register_is_printed_with_and_without_names_and_never_overwrites(
    demo: Path, hep: Hep, names: Path, tmp_path: Path
) -> None:
    hep("register", demo, "import", names)
    page = tmp_path / "register.html"
    assert hep("register", demo, "print", "-o", page).out == f"{page}\n"
    second = tmp_path / "register-2.html"
    assert hep("register", demo, "print", "--no-names", "--meeting", "3", "-o", page).out == f"{second}\n"
    assert "Ann Example" in page.read_text("utf-8")
    assert "Example" not in second.read_text("utf-8")


def test_no_other_command_shows_a_name(demo: Path, hep: Hep, names: Path) -> None:
    hep("register", demo, "import", names)
    hep("register", demo, "arrive", "ann")
    for what in ("notes", "meetings", "polls", "ballots", "schools", "conflicts"):
        assert "Example" not in hep("show", demo, what, "--json").out
    assert "Example" not in hep("verify", demo).out
    assert "Example" not in json.dumps(hep("register", demo, "--json").json["headcount"])


def test_a_list_without_a_heading_is_read_where_its_columns_are_named_by_place(
    hep: Hep, demo: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("Ann Example,Vyners,Headteacher\nBen Example,Haydon,\n", "utf-8")
    said = hep("register", demo, "import", path, "--heading", "none", "--columns", "1=name;2=school", "--json").json
    assert (said["heading_row"], said["columns"], said["new"]) == (0, {"1": "name", "2": "school"}, 2)
    assert "columns not taken: 3" in said["doubts"][0]["words"]


def test_a_person_says_how_a_list_is_read_where_hep_reads_it_otherwise(hep: Hep, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Who comes\nWhom,Where from\nAnn Example,Oak Wood School\n", "utf-8")
    words = ("register", demo, "import", tmp_path / "list.csv", "--dry-run", "--json")
    found = json.loads(hep(*words, "--columns", "Whom=name;Where from=school").out)
    assert (found["heading_row"], found["encoding"], found["columns"]) == (
        2,
        "utf-8",
        {"Whom": "name", "Where from": "school"},
    )
    assert [doubt["kind"] for doubt in found["doubts"]] == ["heading"]
    refused = hep(*words, "--columns", "Whom=hat")
    assert refused.code == 2
    assert "it can hold" in refused.err


def test_a_list_of_one_is_one_person(demo: Path, hep: Hep, tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("Name\nAnn Example\n", "utf-8")
    assert hep("register", demo, "import", tmp_path / "one.csv").out.endswith("Stored: 1 person.\n")


def test_everybody_but_some_comes_by_one_line(demo: Path, hep: Hep, names: Path) -> None:
    hep("register", demo, "import", names)
    assert hep("register", demo, "arrive", "all but nobody").refusal == (
        "“nobody” is not among those awaited; nothing was stored, write the line again."
    )
    assert hep("register", demo, "arrive", "all invited are here but ben").out == "arrived: 1 person\n"
    assert hep("register", demo).out.splitlines()[0].endswith("19 present, 1 of 2 invited")


def test_somebody_is_put_right_said_to_stay_away_joined_and_removed(demo: Path, hep: Hep, names: Path) -> None:
    hep("register", demo, "import", names)
    said = hep("register", demo, "correct", "ben", "Benedict Example, coteford j @chair t3")
    assert said.out == "Benedict Example, Coteford Junior School @primary @chair t3\n"
    assert "not here yet  Benedict Example: Coteford Junior School, table 3\n" in hep("register", demo).out
    assert hep("register", demo, "correct", "ben", "Ben, hillside").refusal.startswith("“hillside” could be Hillside")
    assert hep("register", demo, "leave", "ben").out == "will not come: Benedict Example\n"
    assert "will not come  Benedict Example: Coteford Junior School, table 3\n" in hep("register", demo).out
    assert [p["name"] for p in hep("register", demo, "--json").json["not_coming"]] == ["Benedict Example"]
    assert hep("register", demo, "join", "ann", "ben").out == (
        "Benedict Example and Ann Example are one person now: Ann Example\n"
    )
    assert hep("register", demo, "remove", "ann").out == "off the list: Ann Example\n"
    assert hep("register", demo, "--json").json["invited"] == 0
    assert hep("register", demo, "remove", "ann").refusal == "Nobody has these letters; nothing was changed."
    assert hep("register", demo, "join", "ann").refusal == (
        "hep register FILE join needs letters of two names; nothing was done."
    )


def test_a_walk_in_with_a_name_stands_in_the_register_and_on_paper(demo: Path, hep: Hep, tmp_path: Path) -> None:
    came = hep("register", demo, "arrive", "+ Zoe Example, Quaker House @governor t2")
    assert came.out == "arrived: Zoe Example\n"
    assert "here  Zoe Example, Quaker House: governor, table 2\n" in hep("register", demo).out
    assert hep("register", demo, "--json").json["invited"] == 0
    page = tmp_path / "register.html"
    hep("register", demo, "print", "-o", page)
    assert "Zoe Example" in page.read_text("utf-8")
    assert "Quaker House" in page.read_text("utf-8")


def test_who_comes_for_somebody_else_is_told_beside_whom_they_came_for(
    demo: Path, hep: Hep, names: Path, tmp_path: Path
) -> None:
    hep("register", demo, "import", names)
    came = hep("register", demo, "arrive", "+ Ali Noor for Ann @deputy")
    assert came.out == "arrived: Ali Noor for Ann Example\n"
    said = hep("register", demo).out
    assert "here  Ali Noor for Ann Example, Barnhill Community High School: secondary, deputy\n" in said
    assert "replaced  Ann Example: Ali Noor came\n" in said
    data = hep("register", demo, "--json").json
    [replaced] = data["replaced"]
    assert [p["name"] for p in data["people"] if p["instead_of"] == replaced["person"]] == ["Ali Noor"]
    page = tmp_path / "register.html"
    hep("register", demo, "print", "-o", page)
    assert "(Ali Noor came)" in page.read_text("utf-8")
    refused = hep("register", demo, "arrive", "+ Zoe Lee for Nobody")
    assert refused.err.strip().endswith(
        "Nobody who is expected is called “Nobody”; nothing was stored, write the line again."
    )


def test_who_is_gone_from_a_list_is_named_and_taken_off_where_that_is_asked(demo: Path, hep: Hep, names: Path) -> None:
    hep("register", demo, "import", names)
    names.write_text("Name,School,Role\nAnn Example,Barnhill Community High School,Chair of governors\n", "utf-8")
    tried = hep("register", demo, "import", names, "--dry-run", "--json").json
    assert [(p["name"], p["verdict"]) for p in tried["people"]] == [("Ann Example", "changed"), ("Ben Example", "gone")]
    assert tried["people"][0]["why"].startswith("changes role · ")
    hep("register", demo, "import", names)
    assert hep("register", demo, "--json").json["invited"] == 2
    done = hep("register", demo, "import", names, "--take-off").out
    assert "gone  Ben Example: is expected and not in the list; taken off unless they have come\n" in done
    assert hep("register", demo, "--json").json["invited"] == 1


def test_what_was_said_of_columns_is_said_once(fresh: Path, tmp_path: Path, hep: Hep) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Who,Where\nAnn Example,Somewhere\n", "utf-8")
    assert "no column is headed Name" in hep("register", fresh, "import", path).refusal
    said = hep("register", fresh, "import", path, "--columns", "Who=name;Where=school", "--json").json
    assert said["columns"] == {"Who": "name", "Where": "school"}
    assert hep("register", fresh, "import", path, "--dry-run", "--json").json["columns"] == said["columns"]
