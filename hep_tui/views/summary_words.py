"""The words of a summary: headings and lines, the same on the screen, in the terminal and on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hep_tui.domain.clock import day_words
from hep_tui.domain.hiding import HIDDEN
from hep_tui.domain.phases import MIN_CELL
from hep_tui.domain.speech import worded
from hep_tui.domain.wording import counted, verb
from hep_tui.views.summary import ItemSummary, Point, Summary, Task

NOTE = (
    "People are counted, never named; a phase that few {places} have is put in a wider group, "
    "and what is quoted names its phase only where five or more people of it were there, "
    "and of all others nobody, or five or more."
)


@dataclass(frozen=True)
class Section:
    """Hold a heading, what is beside it, and its lines."""

    heading: str
    beside: str = ""
    lines: tuple[str, ...] = ()


def subtitle(page: Summary) -> str:
    """Return when and where, and how long it took."""
    meeting = page.meeting
    parts = (day_words(meeting.date) or "no day yet", meeting.place, page.time, "not held yet" * page.ahead)
    return " · ".join(part for part in parts if part)


def sections(page: Summary) -> list[Section]:
    """Return the page from top to bottom; what there is nothing to say of is left out."""
    found = [
        Section(heading(page), present(page) or nobody(page), who(page)),
        *(_item(item) for item in page.items if not page.ahead),
        Section("Themes most said", lines=tuple(_themes(page))),
        Section("Decisions and actions", lines=tuple(task(each) for each in page.tasks)),
        Section("Results declared", lines=tuple(_results(page))),
        Section("Conditions as tables rated them", lines=tuple(_rated(page))),
        Section("Not heard", lines=() if page.ahead else tuple(not_heard(page))),
    ]  # fmt: skip
    return [section for section in found if section.beside or section.lines]


def as_lines(page: Summary) -> list[str]:
    """Return the page as lines of text, headings in capitals."""
    lines = [page.meeting.title, f"{page.review}: {subtitle(page)}"]
    for section in sections(page):
        beside = f"  {section.beside}" if section.beside else ""
        lines += ["", f"{section.heading.upper()}{beside}", *(f"- {line}" for line in section.lines)]
    return [*lines, "", *endnotes(page)]


def endnotes(page: Summary) -> list[str]:
    """Return what a reader has to know about the page."""
    kept, are = counted(page.withheld, "thing"), verb(page.withheld, "is", "are")
    left_out = [f"{kept} said may name somebody and {are} only in the record."] if page.withheld else []
    return [*left_out, worded(NOTE)]


def heading(page: Summary) -> str:
    """Return what those on the register are: who was there, or who will be."""
    return "On the register, before it begins" if page.ahead else "Who was there"


def nobody(page: Summary) -> str:
    """Return in words that there is nobody on the register."""
    return "nobody yet" if page.ahead else "no register was kept"


def present(page: Summary) -> str:
    """Return how many were there, in words; nothing where no register was kept."""
    if page.present is None:
        return f"fewer than {MIN_CELL} people"
    return counted(page.present, "person", "people") * bool(page.present)


def who(page: Summary) -> tuple[str, ...]:
    """Return who was there, in numbers by phase, role and group."""
    said = []
    for heading, counts in (("by phase", page.phases), ("by role", page.roles), ("by group", page.groups)):
        if any(n for _, n in counts):
            said.append(f"{heading}: " + ", ".join(f"{label} {n or HIDDEN}" for label, n in counts))
    if any(HIDDEN in line for line in said):
        said.append(f"{HIDDEN} stands for a figure that would tell of fewer than {MIN_CELL} people")
    return tuple(said)


def _item(item: ItemSummary) -> Section:
    minutes = f"{item.spent} of {item.planned} minutes" if item.planned else f"{item.spent} minutes" * bool(item.spent)
    notes = counted(item.notes, "note") if item.notes else "no notes"
    more = (f"and {item.more} more",) if item.more else ()
    beside = " · ".join(part for part in (minutes, notes) if part)
    return Section(item.title, beside, (*(point(each) for each in item.points), *more))


def point(said: Point) -> str:
    """Return a point as a line."""
    text = f"“{said.text}”" if said.quote else said.text
    marks = ["key point" * said.key, said.sentiment, said.speaker, *(f"model {id}" for id in said.models)]
    told = ", ".join(filter(None, marks))
    return f"{text} ({told})" if told else text


def _results(page: Summary) -> Iterator[str]:
    """Yield what was declared, and of a ranking every option in its order."""
    for vote in page.votes:
        yield f"{vote.title}: {vote.sentence} Record code {vote.record_code}."
        if vote.order:
            yield "In order: " + ", ".join(f"{figure} {label}" for label, figure, _ in vote.order)


def _rated(page: Summary) -> Iterator[str]:
    """Yield which conditions tables rated highest and lowest; the whole table is in the full record."""
    means = {str(row[0]): _mean([int(n) for n in row[1 : 1 + len(page.levels)]]) for row in page.rated}
    if not any(means.values()):
        return
    for said, end in (("highest", max(means.values())), ("lowest", min(filter(None, means.values())))):
        yield f"{said}: {'; '.join(label for label, mean in means.items() if mean == end)}"


def _mean(counts: Sequence[int]) -> float:
    """Return the mean level, 1 for the lowest; 0 where no table rated it."""
    tables = sum(counts)
    return sum(level * n for level, n in enumerate(counts, 1)) / tables if tables else 0


def _themes(page: Summary) -> Iterator[str]:
    for theme in page.themes:
        balance = ", ".join(f"{n} {sentiment}" for sentiment, n in theme.balance)
        weighed = f" ({balance})" if balance else ""
        yield f"{theme.label}: {counted(theme.notes, 'note')}{weighed}"


def task(todo: Task) -> str:
    """Return a decision or an action as a line."""
    parts = [todo.kind.capitalize()] + [f"for {todo.owner}"] * bool(todo.owner)
    parts += [f"by {day_words(todo.due)}"] * bool(todo.due) + [todo.state] * (todo.state != "open")
    return f"{', '.join(parts)}: {todo.text}"


def not_heard(page: Summary) -> Iterator[str]:
    """Yield in words who was not heard."""
    if page.silent:
        yield f"there, and in no note: {', '.join(page.silent)}"
    if page.absent:
        yield f"nobody there: {', '.join(page.absent)}"
