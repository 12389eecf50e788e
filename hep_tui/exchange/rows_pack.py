"""The rows that come from the pack and the schools that were frozen into the review."""

from collections.abc import Iterator

from hep_tui.domain.models import Revision
from hep_tui.domain.text import shown
from hep_tui.exchange.context import Context, Row, as_list
from hep_tui.exchange.tables import VERSION
from hep_tui.logbook.records import records

_V = {"schema_version": VERSION}


def schools(ctx: Context) -> Iterator[Row]:
    """Yield the borough's schools by URN."""
    for s in sorted(ctx.review.schools, key=lambda s: s.urn):
        yield {
            "urn": s.urn, "name": s.name, "phase": s.phase, "phase_cell": ctx.cells.of(s.phase)[0],
            "sector": s.sector, "type": s.type, "maintained": s.maintained, "religious": s.religious,
            "religious_basis": s.religious_basis, "town": s.town, "postcode": s.postcode, "pupils": s.pupils,
            "opened": s.opened, "note": s.note, **_V,
        }  # fmt: skip


def models(ctx: Context) -> Iterator[Row]:
    """Yield every version of every model."""
    said = {(r.what.model.id, r.what.model.version): r.what.changed for r in reversed(records(ctx.book, Revision))}
    for m in ctx.review.pack.models:
        yield {
            "model": m.id, "version": m.version, "title": m.title, "summary": m.summary,
            "legal_form": m.legal_form, "ownership": m.ownership, "board": m.board, "membership": m.membership,
            "offer": "; ".join(m.offer), "total": m.total, "status": m.status,
            "assumptions": "; ".join(m.assumptions), "risks": "; ".join(m.risks), "patterned_on": m.like,
            "changed": said.get((m.id, m.version), ""), **_V,
        }  # fmt: skip


def model_funding(ctx: Context) -> Iterator[Row]:
    """Yield the funding lines of every model."""
    for m in ctx.review.pack.models:
        for line, f in enumerate(m.funding, 1):
            yield {
                "model": m.id, "version": m.version, "line": line, "basis": f.basis, "pence": f.pence,
                "cap_pence": f.cap_pence, "phase": f.phase, "units": f.units, "one_off": f.one_off,
                "note": f.note, **_V,
            }  # fmt: skip


def priorities(ctx: Context) -> Iterator[Row]:
    """Yield the priorities in paper order."""
    for position, p in enumerate(ctx.review.pack.priorities, 1):
        yield {"priority": p.id, "position": position, "label": p.label, "hint": p.hint, **_V}


def themes(ctx: Context) -> Iterator[Row]:
    """Yield the code frame: the pack's themes, those created live, and any other that a note carries."""
    of_pack = {t.id: t for t in ctx.review.pack.themes}
    live = {shown(id): id for id in ctx.frame.codes if id not in of_pack}
    for _, note in ctx.bodies("note"):
        for theme in as_list(note.get("themes")):
            live.setdefault(theme, theme)
    rows = [(id, id, "pack", t.hint) for id, t in of_pack.items()]
    rows += [(key, live[key], "live", "") for key in sorted(live.keys() - of_pack.keys())]
    for key, id, source, hint in rows:
        code = ctx.frame.codes.get(id)
        yield {
            "theme": key, "label": shown(code.label) if code and shown(code.label) else key,
            "parent": shown(ctx.frame.parents.get(id, "")), "merged_into": shown(ctx.frame.merged.get(id, "")),
            "hint": hint, "source": source, **_V,
        }  # fmt: skip
