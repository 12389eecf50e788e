"""`hep resolve`: say which school, person or role of a review is meant by what people write."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hep_tui.commands.as_json import as_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from hep_tui.logbook import Book

    Candidate = dict[str, Any]
    Resolver = Callable[[str], list[Candidate]]


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    resolve = sub.add_parser(
        "resolve",
        description="Say of each TEXT which school (or what the review calls its places), person or role it may mean, "
        "how that was found and how sure it is (100: without a doubt). A line with one sure candidate is taken by "
        "every list; others ask.",
    )
    resolve.add_argument("file", type=Path, metavar="FILE")
    resolve.add_argument("kind", choices=("school", "person", "role"))
    resolve.add_argument("texts", nargs="+", metavar="TEXT")
    resolve.add_argument("--json", action="store_true", help="print as JSON")
    resolve.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the candidates of each text; 1 where a text has none or several."""
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import shown

    with review_file(args.file) as book:
        find = {"school": _schools, "person": _people, "role": _roles}[args.kind](book)
        found = [{"text": text, "candidates": find(text)} for text in args.texts]
    if args.json:
        print(as_json(found))
    else:
        for each in found:
            could = "; ".join(f"{c['label']} ({c['id']}), {c['how']}, {c['sure']:.0f}" for c in each["candidates"])
            print(shown(f"{each['text']}: {could or 'nothing is like it'}").replace("\n", " "))
    return 0 if all(len(each["candidates"]) == 1 and each["candidates"][0]["taken"] for each in found) else 1


def _schools(book: "Book") -> "Resolver":
    from hep_tui import locations
    from hep_tui.exchange.matching import of_review

    matcher = of_review(book, locations.schools_dir())

    def find(text: str) -> "list[Candidate]":
        match = matcher.match(text, text)
        if match.school:
            return [_candidate(match.school.urn, match.school.name, match.how, match.score, taken=True)]
        return [_candidate(s.urn, s.name, "like it", match.score, taken=False) for s in match.candidates]

    return find


def _people(book: "Book") -> "Resolver":
    from hep_tui.domain.resolve.people import SURE, candidates
    from hep_tui.views.register import invited

    people = list(invited(book).values())

    def find(text: str) -> "list[Candidate]":
        found = candidates(text, people)
        sure = [how for _, how in found] == ["name"]
        return [_candidate(p.code, p.name, how, SURE[how], taken=sure) for p, how in found]

    return find


def _roles(book: "Book") -> "Resolver":
    from hep_tui.domain.terms import term_named
    from hep_tui.views.review import review

    roles = review(book).pack.roles

    def find(text: str) -> "list[Candidate]":
        id = term_named(text, roles)
        return [_candidate(id, next(r.label for r in roles if r.id == id), "name", 100.0, taken=True)] if id else []

    return find


def _candidate(id: str, label: str, how: str, sure: float, *, taken: bool) -> "Candidate":
    return {"id": id, "label": label, "how": how, "sure": round(sure, 1), "taken": taken}
