"""What can be done with models: make a new version of one, and say what changed."""

from dataclasses import replace

from hep_tui.actions import polls, record
from hep_tui.domain.model_lines import changes
from hep_tui.domain.models import Revision
from hep_tui.domain.pack import Model, Pack
from hep_tui.domain.polls import Poll, PollState
from hep_tui.domain.record import from_body, to_body
from hep_tui.domain.text import clean
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.records import records, revised


def revise(book: Book, pack: Pack, model: Model, changed: str) -> Model:
    """Record a new version of a model with what changed, in a sentence, and return it.

    `model` is its newest version with some lines otherwise. Polls that are still drafts take the new version; what
    has opened stays as it was. Raises HepError without such a sentence, where nothing differs, and where the model
    has got another version meanwhile.
    """
    # Compared as it would be stored, so that a blank more is not a new version.
    model = from_body(Model, record.cleaned(to_body(model)))
    newest = revised(book, pack).model(model.id)
    if newest is None:
        raise HepError(f"There is no model {model.id} in this review; nothing was stored.")
    if model.version != newest.version:
        raise HepError(f"Model {model.id} has got version {newest.version} meanwhile; look at it, nothing was stored.")
    if not changes(newest, model):
        raise HepError(f"Nothing differs from version {newest.version}, so no new version was made.")
    if not clean(changed):
        raise HepError("A new version needs a sentence that says what changed; nothing was stored.")
    model = replace(model, version=newest.version + 1)
    revision = record.draft(f"model.{model.id}.{model.version}", Revision(model, changed))
    book.append_all([*record.replacing(book, revision), *_drafted(book, newest, model)])
    return model


def _drafted(book: Book, before: Model, after: Model) -> list[Draft]:
    """Return what brings the new version into every poll that is still a draft."""
    found = []
    for poll in records(book, Poll):
        options = tuple(
            replace(o, label=after.title, version=after.version) if (o.id, o.version) == (before.id, before.version)
            else o
            for o in poll.what.options
        )  # fmt: skip
        if options != poll.what.options and not poll.disputed and polls.state(book, poll.id) is PollState.DRAFT:
            draft = record.draft(poll.id, replace(poll.what, options=options))
            found += record.replacing(book, draft)
    return found
