"""People who were invited. Their names stay in the register; everywhere else a person is a code."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Hold somebody who was invited to `meetings`; `urns` are the schools, of which an executive head may have several.

    `code` stands for the person in attendance and exports.
    """

    code: str
    name: str = ""
    phase: str = ""
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    urns: tuple[int, ...] = ()
    meetings: tuple[str, ...] = ()
