"""Start a review: freeze the pack and the schools into its file, and plan its meetings and polls."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hep_tui.actions import record
from hep_tui.domain.electorate import size
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.pack import Agenda, Pack, PollPlan
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.presets import model_options, own_options
from hep_tui.domain.record import to_body
from hep_tui.domain.schools import School
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.electors import borough
from hep_tui.logbook.records import revised


def start(book: Book, pack: Pack, schools: Sequence[School], title: str = "") -> str:
    """Record the review of a pack and one meeting for each of its agendas; return the review's id.

    Raises HepError where the file already holds a review.
    """
    if book.rows("review"):
        raise HepError("This file already holds a review; it was left as it is.")
    book.found()
    id = book.token()
    body = {"title": title or pack.title, "pack": pack.to_dict(), "schools": [to_body(s) for s in schools]}
    meetings = [d for agenda in pack.agendas for d in meeting_drafts(book, pack, agenda, schools=schools)]
    book.append_all([Draft("review", id, record.cleaned(body)), *meetings])
    return id


def keep_until(book: Book, day: date | None) -> None:
    """Record until which day the review may be kept, None where nobody says; its pack is otherwise as it was.

    Raises HepError where two laptops differ on the review, and nobody has settled it.
    """
    standing = record.only_head(book, book.rows("review")[0]["id"])
    pack = {**standing.data["pack"], "keep_until": day.isoformat() if day else ""}
    book.append("review", standing.subject, {**standing.data, "pack": pack}, standing.id)


def plan_meeting(book: Book, pack: Pack, agenda: Agenda, title: str = "", date: str = "") -> str:
    """Record another meeting on one of the pack's agendas, with its polls as drafts, and return its id.

    A poll on models is about their newest versions.
    """
    drafts = meeting_drafts(book, revised(book, pack), agenda, title, date)
    book.append_all(drafts)
    return drafts[0].subject


def meeting_drafts(
    book: Book, pack: Pack, agenda: Agenda, title: str = "", date: str = "", *, schools: Sequence[School] = ()
) -> list[Draft]:
    """Return the drafts of a meeting and of the polls that its agenda names; the meeting comes first.

    `schools` are those of a review that is only being started.
    """
    id = book.token()
    meeting = Meeting(title or agenda.label, agenda.kind, agenda.id, date, items=agenda.items)
    drafts = [record.draft(id, meeting)]
    for item in agenda.items:
        plan = pack.poll(item.poll) if item.poll else None
        if plan:
            poll = poll_of(pack, plan, id, item.id)
            poll = replace(poll, eligible=size(poll, schools or borough(book)[0], pack.phases))
            drafts.append(record.draft(book.token(), poll))
    return drafts


def poll_of(pack: Pack, plan: PollPlan, meeting: str = "", item: str = "") -> Poll:
    """Return the poll that a plan of the pack describes, with its options in paper order."""
    return Poll(
        title=plan.title,
        question=plan.question,
        method=plan.method,
        options=_options(pack, plan),
        meeting=meeting,
        item=item,
        top=plan.top or 0,
        ties=plan.ties,
        unit=plan.unit,
        electorate=plan.electorate,
        base=plan.base,
        quorum=plan.quorum,
        threshold=plan.threshold,
        tie_chain=plan.tie_chain,
        rule=plan.rule,
        layout=plan.layout,
        scale=scale.levels if (scale := pack.scale(plan.scale)) else (),
        budget=plan.budget,
        no_change=plan.no_change,
        series=plan.series,
        keep=plan.keep,
        seats=plan.seats,
        proposition=plan.proposition,
        default=plan.default,
    )


def _options(pack: Pack, plan: PollPlan) -> tuple[Option, ...]:
    if plan.options == "models":
        return model_options(pack.models)
    return own_options(plan.own or tuple(p.label for p in pack.priorities))
