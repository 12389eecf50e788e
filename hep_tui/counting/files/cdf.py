"""Cast vote records in NIST SP 1500-103 JSON, one ranked contest at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hep_tui.counting.files.source import BallotFile, Source, whole
from hep_tui.counting.profile import Ballot, Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RANK = 10_000


def read(source: Source) -> BallotFile:
    """Read the first contest of a cast vote record report; any others are named in a warning."""
    report = _load(source)
    contest, names = _contest(source, report)
    place = {key: i for i, key in enumerate(names)}
    options = source.names(list(names.values()))
    ballots = []
    for number, record in enumerate(_listed(report, "CVR"), 1):
        for selections in _selections(record, contest):
            ballots.append(_ballot(source, number, selections, place))
    if not ballots:
        source.warn("the report holds no paper of this contest")
    return BallotFile("NIST CDF", {"ranks": Profile(options, tuple(ballots))}, "ranks", source.notes)


def _load(source: Source) -> dict[str, Any]:
    try:
        report = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise source.error(f"this is not JSON: {error.msg.lower()}", error.lineno) from None
    except (ValueError, RecursionError):
        raise source.error("this JSON holds a number too large, or is nested too deeply, to be read", 1) from None
    if not isinstance(report, dict) or not isinstance(report.get("CVR"), list):
        raise source.error("this is not a cast vote record report: it has no list CVR", 1)
    return report


def _listed(record: Any, key: str) -> Iterator[dict[str, Any]]:
    """Return the objects under a key, passing over whatever is not one."""
    found = record.get(key) if isinstance(record, dict) else None
    return (each for each in found if isinstance(each, dict)) if isinstance(found, list) else iter(())


def _contest(source: Source, report: dict[str, Any]) -> tuple[str, dict[str, str]]:
    candidates: dict[str, str] = {}
    contests = []
    for election in _listed(report, "Election"):
        candidates |= {str(each.get("@id")): str(each.get("Name", "")) for each in _listed(election, "Candidate")}
        contests += list(_listed(election, "Contest"))
    if not contests:
        raise source.error("the report names no contest", 1)
    if len(contests) > 1:
        source.warn(f"the report has {len(contests)} contests; the first is counted")
    names = {}
    for selection in _listed(contests[0], "ContestSelection"):
        ids = selection.get("CandidateIds")
        known = [candidates[str(each)] for each in ids if str(each) in candidates] if isinstance(ids, list) else []
        names[str(selection.get("@id"))] = " and ".join(known) or str(selection.get("@id"))
    return str(contests[0].get("@id")), names


def _selections(record: dict[str, Any], contest: str) -> Iterator[list[dict[str, Any]]]:
    current = record.get("CurrentSnapshotId")
    shots = list(_listed(record, "CVRSnapshot"))
    chosen = [shot for shot in shots if shot.get("@id") == current] or shots[-1:]
    for shot in chosen[:1]:
        for each in _listed(shot, "CVRContest"):
            if str(each.get("ContestId")) == contest:
                yield list(_listed(each, "CVRContestSelection"))


def _ballot(source: Source, number: int, selections: list[dict[str, Any]], place: dict[str, int]) -> Ballot:
    given: list[tuple[int, int]] = []
    for selection in selections:
        key = str(selection.get("ContestSelectionId"))
        for position in _listed(selection, "SelectionPosition"):
            if position.get("HasIndication", "yes") != "yes" or position.get("IsAllocable") == "no":
                continue
            if key not in place:
                lost = f"record {number} marks {key!r}, which the contest does not list"
                raise source.error(f"{lost}; its vote would be lost, so nothing was read", 1)
            given.append((_rank(source, number, position), place[key]))
    marks: list[int | None] = [None] * len(place)
    repeats = []
    for rank, option in sorted(given):
        if marks[option] is None:
            marks[option] = rank
        else:
            repeats.append((option, rank))
    if repeats:
        source.warn(f"record {number} ranks an option more than once; the first mention counts")
    return Ballot(tuple(marks), repeats=tuple(repeats))


def _rank(source: Source, number: int, position: dict[str, Any]) -> int:
    rank = whole(str(position.get("Rank", 1)))
    if rank is None or not 1 <= rank <= MAX_RANK:
        raise source.error(f"record {number} has a rank that is not a number from 1 to {MAX_RANK:,}", 1)
    return rank
