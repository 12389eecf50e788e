"""What the columns of a sign-up list hold, by the words in their headings."""

import re

from hep_tui.tables.heading import Columns, Vocabulary

__all__ = ["KEPT", "SIGN_UP", "Columns", "meaning"]

# In this order: the first that fits takes the column. What is private goes before anything else can take it.
_WORDS: tuple[tuple[str, str], ...] = (
    ("private", r"e ?mails?|mail|phone|telephone|tel|mobile|ip|ip address|address|postcode|password|date of birth|dob"),
    ("urn", r"urn|establishment number"),
    ("first", r"(first|given|christian)( ?names?)?|forenames?|head ?first ?name"),
    ("last", r"(last|family)( ?names?)?|surnames?|head ?last ?name"),
    ("role", r"roles?|job|job titles?|positions?|post|job roles?|titles? role|head ?preferred ?job ?title"),
    ("phase", r"phases?|sector|phase of education"),
    ("groups", r"groups?|networks?|representing|associations?"),
    ("status", r"(void |attendee )?status|attending|attendance|(will|can) attend|coming|rsvp|response"),
    ("table", r"tables?|table (no|number)|seat(ing)?"),
    ("school", r"schools?|academy|academies|establishments?|settings?|employer|place of work|workplace"),
    (
        "school",
        r"organi[sz]ations?|(school|college|setting)s?( or | and | )(academy|college|setting|organi[sz]ation|trust)s?",
    ),
    ("name", r"names?|attendees?|delegates?|participants?|invitees?|guests?|people|person|who"),
)
_OFFICES = re.compile(
    r"(acting |executive )?(head( ?teacher| of school)?|principal|ceo|chair( of governors)?)s?|"
    r"representatives?|reps?|nominees?"
)
"""What heads a column of names in a list of one line a school."""
_COMES = re.compile(r"\b(attend(ing|ance)?|coming|rsvp|join(ing)? us|able to (come|join))\b")
_NOT_COMING = re.compile(r"\b(which|workshops?|sessions?|how many|number|name|who|reason|dietary|why)\b")
_FILLING = re.compile(
    r"\b(the|of|your|my|please|enter|select|choose|print|state|give|type|a|an|in|full|what|which|is|are|do|does|you|from|at|for|"
    r"work|represent|current|main|here|block capitals)\b"
)
_WHOSE = re.compile(
    r"\b(ticket|attendee|delegate|registrant|participant|guest|staff|contact|member|head ?teacher|teacher)s?\b"
)
_NOT_THE_PERSON = re.compile(r"\b(order|invoice|billing|buyer|booker|payer|event|user|emergency)\b")
KEPT = ("name", "first", "last", "school", "urn", "role", "phase", "groups", "status", "table")
_SURE, _LIKELY, _MAYBE = 3, 2, 1


def meaning(header: str) -> tuple[str, int]:
    """Return what a column of this heading holds, one of KEPT, `private` or nothing, and how surely (1 to 3)."""
    words = " ".join(re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)).casefold().split())
    if re.search(r"\b(e ?mail|phone|mobile|telephone|ip)\b", words):
        return "private", _SURE
    if _NOT_THE_PERSON.search(words):
        return "", 0
    bare = " ".join(_FILLING.sub(" ", words).split())
    theirs = " ".join(_WHOSE.sub(" ", bare).split())
    for text, surely in ((words, _SURE), (bare, _SURE), (theirs, _LIKELY)):
        for what, pattern in _WORDS:
            if re.fullmatch(pattern, text):
                return what, surely
    return _by_part(words)


def _by_part(words: str) -> tuple[str, int]:
    """Return what a heading of several words holds: "School name" is a name, but of which?"""
    if _OFFICES.fullmatch(words):
        return "name", _MAYBE
    if _COMES.search(words) and not _NOT_COMING.search(words):
        return "status", _LIKELY
    two = re.search(r"\b(school|academy|establishment|organisation|organization|company)\b", words)
    if two and "urn" in words.split():
        return "urn", _LIKELY
    if two and re.search(r"\b(names?|which|what|from)\b", words):
        return "school", _MAYBE if two[1] == "company" else _LIKELY
    if re.search(r"\b(job|role)\b", words) and re.search(r"\b(what|your|title)\b", words):
        return "role", _MAYBE
    return "", 0


SIGN_UP = Vocabulary(meaning, frozenset(KEPT), frozenset({"name", "last"}), "Name, or First name and Surname")
