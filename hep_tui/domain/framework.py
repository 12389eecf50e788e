"""The framework: conditions for success, rated by tables or by persons."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rating:
    """Hold one sheet of the framework: `marks` maps condition to level, and leaves out what was not rated.

    `unit` is table or person; `table_no` names the table, `number` the sheet of a person.
    """

    meeting: str
    marks: Mapping[str, int] = field(default_factory=dict)
    unit: str = "table"
    table_no: int = 0
    number: int = 0
