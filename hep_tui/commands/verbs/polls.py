"""What can be done with a poll beside opening, closing and declaring it."""

from pathlib import Path

from hep_tui.actions import polls, readings, secret_polls, timing
from hep_tui.commands.handover import passphrase_in
from hep_tui.commands.verbs import ballots as papers
from hep_tui.commands.verbs.verb import Verb
from hep_tui.domain.form import Choice, Field, fields, offered
from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Account, Hands, Poll
from hep_tui.errors import HepError
from hep_tui.logbook import Book, box_copies
from hep_tui.views.polls import poll_view
from hep_tui.views.setup import around


def hands(
    book: Book, poll: str, counts: list[str], present: int = -1, abstained: int = 0, not_voting: int = 0
) -> list[str]:
    """Record a show of hands, as in For=19 Against=6; recording it again corrects it.

    An option is named by its number or the beginning of its label; by phase, write For:primary=12 For:secondary=7.
    Those present are the ones who were here when the poll opened, if not said.
    """
    view = poll_view(book, poll)
    held: dict[str, dict[str, int]] = {option.id: {} for option in view.poll.options}
    for count in counts:
        option, phase, number = _count(view.poll, count)
        held[option][phase] = number
    here = view.present if present < 0 else present
    polls.show_hands(book, Hands(poll, here, held, abstained, not_voting))
    return [line.words for line in poll_view(book, poll).identities]


def _count(poll: Poll, count: str) -> tuple[str, str, int]:
    """Return option, phase and hands of `For:primary=12`."""
    name, _, number = count.partition("=")
    label, _, phase = name.partition(":")
    wanted = label.strip().casefold()
    found = [o for o in poll.options if o.id.casefold() == wanted] or [
        o for o in poll.options if wanted and o.label.casefold().startswith(wanted)
    ]
    if len(found) != 1 or not (number.isascii() and number.isdigit()):
        raise HepError(f"{count[:40]!r} says no hands for one option; nothing was stored, write it as For=19.")
    return found[0].id, phase.strip(), int(number)


def account(
    book: Book, poll: str, *, printed: int, issued: int, unused: int, spoilt: int = 0, not_returned: int = 0
) -> list[str]:
    """Record what was done with the sheets of paper; recording it again corrects it."""
    polls.keep_account(book, Account(poll, printed, issued, unused=unused, spoilt=spoilt, not_returned=not_returned))
    return [line.words for line in poll_view(book, poll).identities]


def list_fields(book: Book, poll: str) -> list[str]:
    """Print what is set up of a poll, field by field, with what can be chosen for each."""
    return [
        line for field in fields(poll_view(book, poll).poll, around(book, book.source.now())) for line in _lines(field)
    ]


def edit(book: Book, poll: str, field: str, to: str) -> list[str]:
    """Change one field of a draft to one of its choices, by number or words, or to your own words."""
    view, offers = poll_view(book, poll), around(book, book.source.now())
    named = [f for f in fields(view.poll, offers) if field.casefold() in (f.key, f.label.casefold())]
    if len(named) != 1:
        raise HepError(f"There is no field {field[:40]!r}; nothing was changed, fields lists them.")
    polls.amend(book, poll, _made(named[0], to))
    changed = next(f for f in fields(poll_view(book, poll).poll, offers) if f.key == named[0].key)
    return [f"{changed.label}: {changed.value}"]


def _lines(field: Field) -> list[str]:
    return [f"{field.label}: {field.value}", *(f"choice {n}: {c.label}" for n, c in enumerate(offered(field), 1))]


def _made(field: Field, to: str) -> Poll:
    choices = dict[str, Choice]()
    for number, choice in enumerate(offered(field), 1):
        choices |= {str(number): choice, choice.label.casefold(): choice}
    if chosen := choices.get(to.casefold()):
        return chosen.poll
    if field.typed is None or not to.strip():
        known = "; ".join(f"{n} {c.label}" for n, c in enumerate(offered(field), 1))
        raise HepError(f"{field.label} cannot be {to[:40]!r}; nothing was changed, choose by its number: {known}.")
    return field.typed(to)


def ratify(book: Book, pack: Pack, poll: str) -> list[str]:
    """Set up the draft of a poll that ratifies the leader of a declared one, and print its id."""
    scale = pack.scale("gradient-5")
    return [polls.ratify(book, poll, scale.levels if scale else ())]


def sample(book: Book, poll: str, roll: str) -> list[str]:
    """Record the dice that draw the papers of the second keying, and print their numbers."""
    return [" ".join(map(str, readings.draw_sample(book, poll, roll).numbers))]


def recovery(book: Book, poll: str, copy: str, passphrase_file: str = "") -> list[str]:
    """Write a copy of the key that opens the box of a secret poll, for a stick, before the poll is opened.

    Without a passphrase, whoever has the copy and the file can read the box while it is open.
    """
    secret_polls.copy_key(book, poll, Path(copy), _passphrase(passphrase_file))
    kind = "under that passphrase" if passphrase_file else "without a passphrase"
    return [f"Wrote {copy}, {kind}. Keep it apart from the backups, and destroy it once the result is declared."]


def recover(book: Book, poll: str, copy: str, passphrase_file: str = "") -> list[str]:
    """Take the key that opens the box of a secret poll from its recovery copy."""
    box_copies.recover(book, poll, Path(copy), _passphrase(passphrase_file))
    return ["The key is on this laptop now; the poll can be closed here."]


def _passphrase(file: str) -> str:
    return passphrase_in(Path(file)) if file else ""


VERBS = (
    Verb(hands),
    Verb(account),
    Verb(list_fields, "fields"),
    Verb(edit),
    Verb(timing.give_minutes, "time"),
    Verb(polls.reopen),
    Verb(polls.withdraw),
    Verb(polls.withdraw_opening),
    Verb(polls.cast_vote, "cast-vote"),
    Verb(papers.read, "second"),
    Verb(papers.decide, "decide"),
    Verb(papers.late, "late"),
    Verb(sample),
    Verb(readings.mark_checked, "check"),
    Verb(ratify),
    Verb(recovery),
    Verb(recover),
)
