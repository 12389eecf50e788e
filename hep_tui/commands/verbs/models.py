"""What can be done with the models."""

from hep_tui.actions import models
from hep_tui.commands.shown import lines_of, objects
from hep_tui.commands.verbs.verb import Verb
from hep_tui.domain.model_lines import ModelLine, changed, lines, typed
from hep_tui.domain.pack import Model, Pack
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import revised


def list_models(book: Book) -> list[str]:
    """List every version of every model."""
    return lines_of("models", objects(book, "models")) or ["none"]


def sheet(book: Book, pack: Pack, model: str) -> list[str]:
    """Print the newest version of a model, line by line, as each would be typed to change it."""
    newest = _newest(book, pack, model)
    return [f"{newest.id}, version {newest.version}", *(f"{x.label} = {typed(newest, x)}" for x in lines(newest))]


def revise(book: Book, pack: Pack, model: str, changes: list[str], *, sentence: str) -> list[str]:
    """Make a new version of a model. A change is a line as the sheet prints it: "Fee = 19 cap 12500".

    Say in a sentence what changed. Polls that are drafts take the new version; what has opened stays as it was.
    """
    made = newest = _newest(book, pack, model)
    for change in changes:
        label, sign, words = change.partition("=")
        if not sign:
            raise HepError(f"{change[:40]!r} changes nothing; write a line as in Title = Another title.")
        made = changed(made, _line(newest, label), words)
    made = models.revise(book, pack, made, sentence)
    return [f"Model {made.id} is now version {made.version}; polls that are drafts took it."]


def _newest(book: Book, pack: Pack, id: str) -> Model:
    newest = revised(book, pack).model(id.upper()) or revised(book, pack).model(id)
    if newest is None:
        known = ", ".join(dict.fromkeys(m.id for m in pack.models)) or "none"
        raise HepError(f"There is no model {id[:20]!r}; nothing was done, choose one of: {known}.")
    return newest


def _line(model: Model, label: str) -> ModelLine:
    found = [line for line in lines(model) if line.label.casefold() == label.strip().casefold()]
    if len(found) != 1:
        known = ", ".join(line.label for line in lines(model))
        raise HepError(f"The sheet has no line {label.strip()[:40]!r}; nothing was changed, it has: {known}.")
    return found[0]


VERBS = (Verb(list_models, "list"), Verb(sheet), Verb(revise))
