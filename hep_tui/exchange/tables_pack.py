"""The tables of what the pack says."""

from hep_tui.domain.concepts import Concept
from hep_tui.domain.pack import Condition, Funding, Level, Model, Priority, Theme
from hep_tui.domain.schools import School
from hep_tui.exchange.columns import CONCEPT, HEAD, refer
from hep_tui.exchange.own import fields_of
from hep_tui.exchange.registry import BOOLEAN, INTEGER, Column, Table

SCHOOLS = Table(
    "schools",
    "{Places} of the {area}",
    "The table of {places} that was frozen into the review; join other data by their number.",
    (
        *fields_of(School, "urn name phase"),
        Column("phase_label", "Phase in words", labels="phase"),
        Column("phase_cell", "Cell in which the other tables show this phase", codes="phase"),
        *fields_of(School, "sector type maintained religious religious_basis town postcode pupils opened note"),
        *HEAD,
    ),
    ("urn",),
    noun=School,
)
MODELS = Table(
    "models",
    "Proposed partnership models",
    "One row a version of a model, those made since the review began too.",
    (
        Column("model", "Model", required=True),
        *fields_of(
            Model, "version title summary legal_form ownership board membership offer total status assumptions risks"
        ),
        Column("patterned_on", "Where something like it exists"),
        Column("changed", "What changed since the version before, in a sentence; empty for one of the pack", free=True),
        CONCEPT,
        *HEAD,
    ),
    ("model", "version"),
    noun=Model,
)
FUNDING = Table(
    "model_funding",
    "Funding lines of the models",
    "One row a funding line; money in pence.",
    (
        Column("model", "Model", required=True),
        Column("version", "Version", INTEGER, required=True, minimum=0),
        Column("line", "Number of the line", INTEGER, required=True, minimum=1),
        *fields_of(Funding, "basis pence cap_pence phase units one_off note"),
        *HEAD,
    ),
    ("model", "version", "line"),
    (refer("models", "model", "version", at=("model", "version")),),
    noun=Funding,
)
PRIORITIES = Table(
    "priorities",
    "Priorities of the pack",
    "What a ranking of priorities ranks; `position` is its number on paper.",
    (
        Column("priority", "Priority", required=True),
        Column("position", "Position on paper", INTEGER, required=True, minimum=1),
        *fields_of(Priority, "label hint"),
        CONCEPT,
        *HEAD,
    ),
    ("priority",),
    noun=Priority,
)
THEMES = Table(
    "themes",
    "Code frame",
    "The themes of the pack, and those that grew live.",
    (
        Column("theme", "Theme", required=True),
        *fields_of(Theme, "label parent"),
        Column("path", "Themes from the widest down to this one, separated by >", free=True),
        Column("merged_into", "Theme it was merged into, under which its notes stand"),
        *fields_of(Theme, "hint"),
        Column("source", "Where the theme comes from", codes="theme_source", required=True),
        CONCEPT,
        *HEAD,
    ),
    ("theme",),
    (refer("themes", "parent", at=("theme",)), refer("themes", "merged_into", at=("theme",))),
    noun=Theme,
)
CONDITIONS = Table(
    "conditions",
    "Conditions for success",
    "What a meeting rates, in the order of the sheet.",
    (
        Column("condition", "Condition", required=True),
        Column("position", "Position on the sheet", INTEGER, required=True, minimum=1),
        *fields_of(Condition, "label"),
        Column("wording", "What the pack says of the wording of the conditions"),
        CONCEPT,
        *HEAD,
    ),
    ("condition",),
    noun=Condition,
)
SCALES = Table(
    "scales",
    "Scales",
    "One row a level, the lowest first; the highest is the one that agrees most, or is best.",
    (
        Column("scale", "Scale", required=True),
        Column("scale_label", "Scale in words"),
        *fields_of(Level, "value"),
        Column("position", "Place of the level, 1 is the lowest", INTEGER, required=True, minimum=1),
        *fields_of(Level, "label"),
        Column("highest", "It agrees most, or is best", BOOLEAN, required=True),
        CONCEPT,
        *HEAD,
    ),
    ("scale", "value"),
    noun=Level,
)
CONCEPTS = Table(
    "concepts",
    "What can be asked about",
    "One row a concept. A poll, the survey and notes are of one thing where their concepts are `about` the same.",
    (
        Column("concept", "Concept, as in the column concept of other tables", required=True),
        *fields_of(Concept, "kind label about"),
        *HEAD,
    ),
    ("concept",),
    (refer("concepts", "about", at=("concept",)),),
    noun=Concept,
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
        Column(
            "takes_part",
            "It is asked to take part, and counts at full take-up",
            BOOLEAN,
            required=True,
        ),
        CONCEPT,
        *HEAD,
    ),
    ("model", "version", "urn"),
    (refer("models", "model", "version", at=("model", "version")), refer("schools", "urn", at=("urn",))),
)
