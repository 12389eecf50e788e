"""The rows that come from the pack and the schools that were frozen into the review."""

from collections.abc import Iterator
from itertools import chain

from hep_tui.domain.concepts import Concept, of_level, of_model, of_pack, of_theme
from hep_tui.domain.models import Revision, cost
from hep_tui.domain.text import shown
from hep_tui.exchange.context import Context, Row, as_list
from hep_tui.exchange.tables import own_cells
from hep_tui.logbook import said
from hep_tui.logbook.records import records
from hep_tui.views.survey import waves


def schools(ctx: Context) -> Iterator[Row]:
    """Yield the borough's schools by URN."""
    own = own_cells("schools")
    for s in sorted(ctx.review.schools, key=lambda s: s.urn):
        yield {**own(s), "phase_cell": ctx.cells.of(s.phase)[0], **ctx.head}


def models(ctx: Context) -> Iterator[Row]:
    """Yield every version of every model."""
    said = {(r.what.model.id, r.what.model.version): r.what.changed for r in reversed(records(ctx.book, Revision))}
    own = own_cells("models")
    for m in ctx.review.pack.models:
        yield {
            **own(m), "model": m.id, "patterned_on": m.like,
            "changed": said.get((m.id, m.version), ""),
            "concept": of_model(m.id, m.version), **ctx.head,
        }  # fmt: skip


def model_funding(ctx: Context) -> Iterator[Row]:
    """Yield the funding lines of every model."""
    own = own_cells("model_funding")
    for m in ctx.review.pack.models:
        for line, f in enumerate(m.funding, 1):
            yield {**own(f), "model": m.id, "version": m.version, "line": line, **ctx.head}


def priorities(ctx: Context) -> Iterator[Row]:
    """Yield the priorities in paper order."""
    own = own_cells("priorities")
    for position, p in enumerate(ctx.review.pack.priorities, 1):
        yield {**own(p), "priority": p.id, "position": position, "concept": f"priority:{p.id}", **ctx.head}


def themes(ctx: Context) -> Iterator[Row]:
    """Yield the code frame: the pack's themes, those created live, and any other that a note carries."""
    of_pack = {t.id: t for t in ctx.review.pack.themes}
    live = {shown(id): id for id in ctx.frame.codes if id not in of_pack}
    for theme in as_list(sorted(said.listed(ctx.book, "note", "themes"))):
        live.setdefault(theme, theme)
    rows = [(id, id, "pack", t.hint) for id, t in of_pack.items()]
    rows += [(key, live[key], "live", "") for key in sorted(live.keys() - of_pack.keys())]
    for key, id, source, hint in rows:
        code = ctx.frame.codes.get(id)
        yield {
            "theme": key, "label": shown(code.label) if code and shown(code.label) else key,
            "parent": shown(ctx.frame.parents.get(id, "")), "merged_into": shown(ctx.frame.merged.get(id, "")),
            "path": path_of(ctx, id), "hint": hint, "source": source,
            "concept": of_theme(key), **ctx.head,
        }  # fmt: skip


def path_of(ctx: Context, theme: str) -> str:
    """Return the labels of the themes that a theme is nested in, from the widest down to its own."""
    path: list[str] = []
    seen: set[str] = set()
    while theme and theme not in seen:
        seen.add(theme)
        path.append(ctx.frame.label(theme))
        theme = ctx.frame.parents.get(theme, "")
    return shown(" > ".join(reversed(path)))


def conditions(ctx: Context) -> Iterator[Row]:
    """Yield the conditions in the order of the sheet."""
    own, pack = own_cells("conditions"), ctx.review.pack
    for position, c in enumerate(pack.conditions, 1):
        yield {
            **own(c), "condition": c.id, "position": position, "wording": pack.framework_label,
            "concept": f"condition:{c.id}", **ctx.head,
        }  # fmt: skip


def scales(ctx: Context) -> Iterator[Row]:
    """Yield the levels of every scale of the pack, the lowest first."""
    own = own_cells("scales")
    for scale in ctx.review.pack.scales:
        levels = sorted({level.value: level for level in scale.levels}.values(), key=lambda level: level.value)
        for position, level in enumerate(levels, 1):
            yield {
                **own(level), "scale": scale.id, "scale_label": scale.label, "position": position,
                "highest": level is levels[-1], "concept": of_level(scale.id, level.value),
                **ctx.head,
            }  # fmt: skip


def concepts(ctx: Context) -> Iterator[Row]:
    """Yield what can be asked about, each once; a survey may name more than the pack has."""
    known: dict[str, Concept] = {}
    for each in chain(_themes(ctx), of_pack(ctx.review.pack, ctx.frame.now), _surveyed(ctx)):
        known.setdefault(each.id, each)
    own = own_cells("concepts")
    for id, of in known.items():
        yield {**own(of), "concept": id, **ctx.head}


def _themes(ctx: Context) -> Iterator[Concept]:
    for row in themes(ctx):
        about = row["merged_into"] or row["theme"]
        yield Concept(str(row["concept"]), "theme", str(row["label"]), of_theme(str(about)))


def _surveyed(ctx: Context) -> Iterator[Concept]:
    for wave in waves(ctx.book):
        for question in wave.survey.questions:
            for choice in (*question.choices, *question.items):
                if choice.concept:
                    yield Concept(choice.concept, "answer", choice.label, choice.concept)


def cells(ctx: Context) -> Iterator[Row]:
    """Yield the cells that phases are shown in, with the schools and the pupils in each."""
    within: dict[str, list[str]] = {}
    for phase in ctx.review.pack.phases:
        if cell := ctx.cells.of(phase.id)[0]:
            within.setdefault(cell, []).append(phase.id)
    for cell, phases in within.items():
        schools = [s for s in ctx.review.schools if s.phase in phases]
        yield {
            "cell": cell, "phases": "; ".join(phases), "schools": len(schools),
            "pupils": sum(s.pupils or 0 for s in schools), **ctx.head,
        }  # fmt: skip


def codes(ctx: Context) -> Iterator[Row]:
    """Yield every code of every list."""
    for name, values in ctx.codes.items():
        for position, (code, label) in enumerate(values.items(), 1):
            yield {"list": name, "code": code, "position": position, "label": label, **ctx.head}


def costs(ctx: Context) -> Iterator[Row]:
    """Yield what each version of a model would cost each school."""
    for m in ctx.review.pack.models:
        for s in sorted(ctx.review.schools, key=lambda s: s.urn):
            of = cost(m, s.pupils, s.phase, s.maintained)
            yield {
                "model": m.id, "version": m.version, "urn": s.urn, "yearly_pence": of.yearly_pence,
                "once_pence": of.once_pence, "takes_part": s.takes_part,
                "concept": of_model(m.id, m.version), **ctx.head,
            }  # fmt: skip
