"""The tables of what the pack says."""

from hep_tui.exchange.columns import CONCEPT, HEAD, refer
from hep_tui.exchange.registry import BOOLEAN, INTEGER, Column, Table

SCHOOLS = Table(
    "schools",
    "{Places} of the {area}",
    "The table of {places} that was frozen into the review; join other data by their number.",
    (
        Column("urn", "Number of the {place}", required=True),
        Column("name", "Name", required=True),
        Column("phase", "Phase of the {place}", codes="phase"),
        Column("phase_label", "Phase in words", labels="phase"),
        Column("phase_cell", "Cell in which the other tables show this phase", codes="phase"),
        Column("sector", "Sector: state, non-maintained, independent, college"),
        Column("type", "Type of establishment"),
        Column("maintained", "Maintained by the local authority", BOOLEAN),
        Column("religious", "Religious character"),
        Column("religious_basis", "Where the religious character is known from"),
        Column("town", "Town"),
        Column("postcode", "Postcode"),
        Column("pupils", "{Learners}", INTEGER, minimum=0),
        Column("opened", "Opening date as the source gives it"),
        Column("note", "Note"),
        *HEAD,
    ),
    ("urn",),
)
MODELS = Table(
    "models",
    "Proposed partnership models",
    "One row a version of a model, those made since the review began too.",
    (
        Column("model", "Model", required=True),
        Column("version", "Version", INTEGER, required=True, minimum=0),
        Column("title", "Title", required=True),
        Column("summary", "Summary"),
        Column("legal_form", "Legal form"),
        Column("ownership", "Ownership"),
        Column("board", "Board"),
        Column("membership", "Membership rule"),
        Column("offer", "Service offer, separated by ;"),
        Column("total", "Total at full take-up, in the words of the pack"),
        Column("status", "Status"),
        Column("assumptions", "Assumptions, separated by ;"),
        Column("risks", "Risks, separated by ;"),
        Column("patterned_on", "Where something like it exists"),
        Column("changed", "What changed since the version before, in a sentence; empty for one of the pack", free=True),
        CONCEPT,
        *HEAD,
    ),
    ("model", "version"),
)
FUNDING = Table(
    "model_funding",
    "Funding lines of the models",
    "One row a funding line; money in pence.",
    (
        Column("model", "Model", required=True),
        Column("version", "Version", INTEGER, required=True, minimum=0),
        Column("line", "Number of the line", INTEGER, required=True, minimum=1),
        Column("basis", "Basis", codes="basis", required=True),
        Column("pence", "Amount in pence; empty where the pack does not say", INTEGER),
        Column("cap_pence", "Most that one {place} pays, in pence", INTEGER),
        Column("phase", "Phase that a band is for", codes="phase"),
        Column("units", "How many such units", INTEGER, minimum=0),
        Column("one_off", "Paid once, not each year", BOOLEAN),
        Column("note", "Note"),
        *HEAD,
    ),
    ("model", "version", "line"),
    (refer("models", "model", "version", at=("model", "version")),),
)
PRIORITIES = Table(
    "priorities",
    "Priorities of the pack",
    "What a ranking of priorities ranks; `position` is its number on paper.",
    (
        Column("priority", "Priority", required=True),
        Column("position", "Position on paper", INTEGER, required=True, minimum=1),
        Column("label", "Priority in words", required=True),
        Column("hint", "Hint"),
        CONCEPT,
        *HEAD,
    ),
    ("priority",),
)
THEMES = Table(
    "themes",
    "Code frame",
    "The themes of the pack, and those that grew live.",
    (
        Column("theme", "Theme", required=True),
        Column("label", "Theme in words", required=True, free=True),
        Column("parent", "Theme it is nested in"),
        Column("path", "Themes from the widest down to this one, separated by >", free=True),
        Column("merged_into", "Theme it was merged into, under which its notes stand"),
        Column("hint", "Hint"),
        Column("source", "Where the theme comes from", codes="theme_source", required=True),
        CONCEPT,
        *HEAD,
    ),
    ("theme",),
    (refer("themes", "parent", at=("theme",)), refer("themes", "merged_into", at=("theme",))),
)
CONDITIONS = Table(
    "conditions",
    "Conditions for success",
    "What a meeting rates, in the order of the sheet.",
    (
        Column("condition", "Condition", required=True),
        Column("position", "Position on the sheet", INTEGER, required=True, minimum=1),
        Column("label", "Condition in words", required=True),
        Column("wording", "What the pack says of the wording of the conditions"),
        CONCEPT,
        *HEAD,
    ),
    ("condition",),
)
SCALES = Table(
    "scales",
    "Scales",
    "One row a level, the lowest first; the highest is the one that agrees most, or is best.",
    (
        Column("scale", "Scale", required=True),
        Column("scale_label", "Scale in words"),
        Column("value", "Level", INTEGER, required=True),
        Column("position", "Place of the level, 1 is the lowest", INTEGER, required=True, minimum=1),
        Column("label", "Level in words"),
        Column("highest", "It agrees most, or is best", BOOLEAN, required=True),
        CONCEPT,
        *HEAD,
    ),
    ("scale", "value"),
)
CONCEPTS = Table(
    "concepts",
    "What can be asked about",
    "One row a concept. A poll, the survey and notes are of one thing where their concepts are `about` the same.",
    (
        Column("concept", "Concept, as in the column concept of other tables", required=True),
        Column("kind", "What kind of thing it is", codes="concept_kind", required=True),
        Column("label", "In words", free=True),
        Column(
            "about", "What it is about: the theme of a priority or a condition, the model of a version", required=True
        ),
        *HEAD,
    ),
    ("concept",),
    (refer("concepts", "about", at=("concept",)),),
)
CELLS = Table(
    "cells",
    "Cells that phases are shown in",
    "One row a cell, with what to divide by; people of no {place} have a row, and no {places}.",
    (
        Column("cell", "Cell, as in the column phase of other tables", codes="phase", required=True),
        Column("cell_label", "Cell in words", labels="cell"),
        Column("phases", "Phases in it, separated by ;"),
        Column("schools", "{Places} of the {area} in it", INTEGER, required=True, minimum=0),
        Column("pupils", "{Learners} of these {places}, as far as they are known", INTEGER, required=True, minimum=0),
        *HEAD,
    ),
    ("cell",),
)
CODE_LISTS = Table(
    "codes",
    "Codes",
    "One row a code of every list that a column of this export draws on.",
    (
        Column("list", "List of codes", required=True),
        Column("code", "Code", required=True),
        Column("position", "Place in the list", INTEGER, required=True, minimum=1),
        Column("label", "Code in words", required=True),
        *HEAD,
    ),
    ("list", "code"),
)
COSTS = Table(
    "costs",
    "What a model costs {a_place}",
    "One row a version of a model and {place}, as far as its funding lines say it.",
    (
        Column("model", "Model", required=True),
        Column("version", "Version", INTEGER, required=True, minimum=0),
        Column("urn", "Number of the {place}", required=True),
        Column("yearly_pence", "Each year, in pence; empty where the pack does not say", INTEGER),
        Column("once_pence", "Once, in pence; empty where the pack does not say", INTEGER),
        CONCEPT,
        *HEAD,
    ),
    ("model", "version", "urn"),
    (refer("models", "model", "version", at=("model", "version")), refer("schools", "urn", at=("urn",))),
)
