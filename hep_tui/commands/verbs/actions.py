"""What can be done with decisions and actions afterwards."""

from hep_tui.actions import decisions
from hep_tui.commands.verbs.verb import Verb

_NOTE = {"note": "action"}
VERBS = (
    Verb(decisions.set_state, "done", _NOTE, {"state": "done"}),
    Verb(decisions.set_state, "drop", _NOTE, {"state": "dropped"}),
    Verb(decisions.set_state, "reopen", _NOTE, {"state": "open"}),
    Verb(decisions.say_done, "did", _NOTE),
    Verb(decisions.link, "answers", _NOTE),
    Verb(decisions.assign, of=_NOTE),
    Verb(decisions.set_due, "due", _NOTE),
)
