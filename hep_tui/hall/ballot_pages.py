"""The pages of a voter's phone: no script, no storage, and a code can be typed that cannot be scanned."""

from collections.abc import Mapping

from hep_tui.domain.ballots import echo
from hep_tui.domain.polls import Option, Poll
from hep_tui.hall.look import BALLOT
from hep_tui.reports.element import element
from hep_tui.reports.page import text

_CHOICE = "choice"
NO_NUMBER = "Write numbers only, as on a paper; nothing was cast."


def ask_code(poll: Poll, wrong: str = "") -> str:
    """Return the page that asks for the code of a card."""
    field = (
        '<label for="c">The code on your card</label>'
        '<input id="c" name="c" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="20">'
    )
    return _page(poll, f'{_alarm(wrong)}<form action="/">{field}{_button("Go on")}</form>')


def ask_marks(poll: Poll, code: str, fields: Mapping[str, str], wrong: str = "") -> str:
    """Return the ballot, with what was marked in it before."""
    rows = "".join(_row(poll, option, fields) for option in poll.options)
    body = f"{element('p', text(how(poll)))}{_alarm(wrong)}{_form('/words', code, rows, _button('Go on'))}"
    return _page(poll, body)


def ask_again(poll: Poll, code: str, fields: Mapping[str, str], marks: Mapping[str, int]) -> str:
    """Return the ballot in words, to be cast or changed."""
    kept = "".join(_hidden(name, value) for name, value in fields.items() if value and _known(poll, name))
    said = [element("li", text(part)) for part in echo(poll, marks).split(" · ")] if marks else []
    words = element("ul", *said) if said else element("p", "Nothing is marked: this is a blank ballot.", style="alarm")
    what = "Cast this ballot" if marks else "Cast a blank ballot"
    back = '<button formaction="/change">Change it</button>'
    once = element("p", "Once cast it is in the box, without your name, and cannot be changed.")
    return _page(poll, element("h2", "Your ballot") + words + once + _form("/cast", code, kept, _button(what), back))


def said(poll: Poll, words: str) -> str:
    """Return a page that says one thing and asks nothing."""
    return _page(poll, element("p", text(words), style="said"))


def marks_of(poll: Poll, fields: Mapping[str, str]) -> dict[str, int] | None:
    """Return the marks of a ballot from the fields of its form; None where one is not a number."""
    if poll.marking.one:
        chosen = fields.get(_CHOICE, "")
        return {chosen: 1} if any(o.id == chosen for o in poll.options) else {}
    typed = {o.id: fields.get(_name(o), "").strip() for o in poll.options}
    held = {id: value for id, value in typed.items() if value}
    if not all(value.isascii() and value.isdecimal() and len(value) <= 4 for value in held.values()):
        return None
    return {id: int(value) for id, value in held.items()}


def how(poll: Poll) -> str:
    """Return how a ballot is marked, as a voter is told."""
    if poll.marking.ranks:
        most = f" Up to {poll.top} of them." if poll.top else " You need not number all."
        equal = " The same number beside two puts them level." if poll.ties else ""
        return f"Write 1 beside your first choice, 2 beside your second, and so on.{most}{equal}"
    if poll.marking.one:
        return "Choose one."
    if poll.marking.several:
        return "Tick every one that you support."
    return f"Share out {poll.points} points." if poll.marking.shares else "Say what you think of each."


def _row(poll: Poll, option: Option, fields: Mapping[str, str]) -> str:
    name, value = text(_name(option)), fields.get(_name(option), "")
    lead = "" if option.id.isdigit() else f"{option.id}  "
    label = element("span", text(f"{lead}{option.label}"))
    if poll.marking.one:
        checked = " checked" if fields.get(_CHOICE) == option.id else ""
        field = f'<input type="radio" name="{_CHOICE}" value="{text(option.id)}"{checked}>'
        return element("label", field, label, style="tick")
    if poll.marking.several:
        checked = " checked" if value else ""
        return element("label", f'<input type="checkbox" name="{name}" value="1"{checked}>', label, style="tick")
    if poll.levels:
        return element("label", label, f'<select name="{name}">{_levels(poll, value)}</select>', style="level")
    field = f'<input name="{name}" value="{text(value[:4])}" inputmode="numeric" maxlength="4" autocomplete="off">'
    return element("label", field, label)


def _levels(poll: Poll, value: str) -> str:
    held = [("", "no mark"), *((str(a.value), f"{a.value} {a.label}".strip()) for a in reversed(poll.levels))]
    rows = []
    for mark, words in held:
        chosen = " selected" if mark == value else ""
        rows.append(f'<option value="{mark}"{chosen}>{text(words)}</option>')
    return "".join(rows)


def _name(option: Option) -> str:
    return f"m-{option.id}"


def _known(poll: Poll, name: str) -> bool:
    return name == _CHOICE or any(name == _name(option) for option in poll.options)


def _form(action: str, code: str, *inner_html: str) -> str:
    inner = "".join(inner_html)
    return f'<form method="post" action="{action}" autocomplete="off">{_hidden("c", code)}{inner}</form>'


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{text(name)}" value="{text(value[:64])}">'


def _button(words: str) -> str:
    return f'<button class="go">{text(words)}</button>'


def _alarm(wrong: str) -> str:
    return f'<p class="alarm" role="alert">{text(wrong)}</p>' if wrong else ""


def _page(poll: Poll, body_html: str) -> str:
    question = text(poll.question.strip() or poll.title)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(poll.title)}</title><style>{BALLOT}</style></head>\n"
        f"<body><main><h1>{question}</h1>{body_html}</main></body></html>\n"
    )
