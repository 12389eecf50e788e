import json
from pathlib import Path

from tests.commands.conftest import Hep


def test_the_command_says_which_school_role_and_person_is_meant_and_how_surely(hep: Hep, tmp_path: Path) -> None:
    review = tmp_path / "r.hep"
    hep("new", review, "--pack", "hillingdon-2021")
    (tmp_path / "list.csv").write_text("Name,School\nAsha Example,Vyners\n", "utf-8")
    hep("register", review, "import", tmp_path / "list.csv")
    school = json.loads(hep("resolve", review, "school", "Vyners", "Coteford", "--json").out)
    [vyners] = school[0]["candidates"]
    assert (vyners["label"], vyners["how"], vyners["sure"]) == ("Vyners School", "beginning", 100.0)
    assert [c["taken"] for c in school[1]["candidates"]] == [False, False]
    [role] = json.loads(hep("resolve", review, "role", "HT", "--json").out)[0]["candidates"]
    assert role["id"] == "head"
    [person] = json.loads(hep("resolve", review, "person", "Example, Asha", "--json").out)[0]["candidates"]
    assert (person["label"], person["taken"]) == ("Asha Example", True)
    said = hep("resolve", review, "school", "Nowhere High")
    assert (said.code, "Nowhere High: " in said.out) == (1, True)
