"""What is recorded reads back as it was; what another program wrote reads back as nothing else than what it is."""

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Funding, Item, Model, Pack
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Account, Hands, Option, Poll, PollState, StateChange
from hep_tui.domain.record import from_body, to_body
from hep_tui.domain.schools import School
from hep_tui.logbook.records import KINDS

CLASSES = (*KINDS, Pack, School)
# Of each class, and there are many.
FEW = settings(max_examples=settings().max_examples // 5)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Return every value that a field of this type may hold."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(st.none() if a is types.NoneType else values(a) for a in args))
    if hint is Any:
        return st.integers(-9, 9) | st.text(max_size=5)
    if origin is Annotated:
        return st.integers(args[1].start, args[1].stop - 1) if isinstance(args[1], range) else values(args[0])
    if origin is tuple:
        return st.lists(values(args[0]), max_size=2).map(tuple)
    if origin is not None:
        assert issubclass(origin, Mapping)
        return st.dictionaries(values(args[0]), values(args[1]), max_size=2)
    if dataclasses.is_dataclass(hint):
        return records(typing.cast("type[Any]", hint))
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    plain: dict[type, st.SearchStrategy[Any]] = {
        str: st.text(max_size=5),
        int: st.integers(-(2**53), 2**53),
        float: st.integers(-99, 99) | st.floats(-99, 99),
        bool: st.booleans(),
    }
    return plain[hint]


def records(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Return every value of a class of the domain; fields that have a default often hold it."""
    hints = typing.get_type_hints(cls, include_extras=True)
    drawn = {}
    for field in dataclasses.fields(cls):
        any_value = values(hints[field.name])
        made = field.default_factory if field.default_factory is not dataclasses.MISSING else None
        default = made() if made else field.default
        drawn[field.name] = any_value if default is dataclasses.MISSING else st.just(default) | any_value
    return st.fixed_dictionaries(drawn).map(lambda fields: cls(**fields))


@pytest.mark.parametrize("cls", CLASSES)
@FEW
@given(data=st.data())
def test_what_is_recorded_reads_back_as_it_was(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(records(cls))
    body = json.loads(json.dumps(to_body(value)))
    assert from_body(cls, body) == value
    assert to_body(from_body(cls, body)) == body


@pytest.mark.parametrize("cls", CLASSES)
@FEW
@given(data=st.data())
def test_a_field_that_a_newer_program_added_is_ignored(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(records(cls))
    assert from_body(cls, {"hologram": [1, {"a": None}], **to_body(value)}) == value


def test_what_holds_its_default_is_left_out() -> None:
    assert to_body(Note("one thing")) == {"text": "one thing"}
    assert to_body(Ballot("p", 1, "valid", {}, people=1)) == {"poll": "p", "number": 1}
    assert to_body(Funding("flat", pence=0)) == {"basis": "flat", "pence": 0}


def test_what_is_missing_takes_its_default() -> None:
    assert from_body(Note, {"text": "one thing"}) == Note("one thing")
    assert from_body(School, {"urn": 900001, "name": "Hill", "phase": "lower"}).pupils is None


@pytest.mark.parametrize(
    ("number", "stored"),
    [("102365", 102365), ("6812345", 6812345), ("0123456", "0123456"), ("F84123", "F84123"), ("9" * 20, "9" * 20)],
)
def test_a_number_of_a_place_is_text_and_stored_as_older_files_hold_it(number: str, stored: int | str) -> None:
    school, person = School(number, "Hill", "lower"), Person("p", urns=(number, "A1"))
    assert to_body(school)["urn"] == stored
    assert to_body(person)["urns"] == [stored, "A1"]
    assert from_body(School, to_body(school)) == school
    assert from_body(Person, to_body(person)) == person


def test_tuples_mappings_states_and_things_within_things_survive_json() -> None:
    meeting = Meeting("Workshop", items=(Item("works", "What works", 20),))
    poll = Poll("Which?", options=(Option("D", "Company", 2), Option("Z", "No change")), tie_chain=("borda",))
    hands = Hands("p", 5, {"1": {"primary": 3, "": 1}}, abstained=1)
    change = StateChange("p", PollState.OPEN, "late papers")
    model = Model("D", 1, "Company", offer=("CPD",), funding=(Funding("flat", None), Funding("per-pupil", 1900)))
    for value in (meeting, poll, hands, change, model):
        body = json.loads(json.dumps(to_body(value)))
        assert from_body(type(value), body) == value
    assert isinstance(from_body(StateChange, to_body(change)).state, PollState)


@pytest.mark.parametrize(
    ("cls", "body"),
    [
        (Note, {}),
        (Note, {"text": None}),
        (Note, {"text": 7}),
        (Note, {"text": "x", "quote": 1}),
        (Note, {"text": "x", "quote": "yes"}),
        (Note, {"text": "x", "table_no": True}),
        (Note, {"text": "x", "table_no": 1.0}),
        (Note, {"text": "x", "table_no": "1"}),
        (Note, {"text": "x", "themes": "send"}),
        (Note, {"text": "x", "themes": [1]}),
        (Ballot, {"poll": "p"}),
        (Ballot, {"poll": "p", "number": 1, "marks": "123"}),
        (Ballot, {"poll": "p", "number": 1, "marks": {"1": "first"}}),
        (Ballot, {"poll": "p", "number": 1, "marks": {"1": None}}),
        (Hands, {"poll": "p", "counts": {"1": 7}}),
        (Hands, {"poll": "p", "counts": [["1", 7]]}),
        (Poll, {"title": "x", "options": [7]}),
        (Poll, {"title": "x", "options": [{"id": "1"}]}),
        (Meeting, {"title": "x", "items": {"id": "works"}}),
        (School, {"urn": 1, "name": "x", "phase": "y", "pupils": "many"}),
        (Pack, {"id": "x", "title": "x", "borough": "x", "colours": ["white"]}),
    ],
)
def test_a_value_of_another_type_is_no_value_of_ours(cls: type[Any], body: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        from_body(cls, body)


@pytest.mark.parametrize(
    ("cls", "body"),
    [
        (StateChange, {"poll": "p", "state": "ajar"}),
        (Ballot, {"poll": "p", "number": 2**53 + 1}),
        (Ballot, {"poll": "p", "number": 1, "marks": {"1": -(10**30)}}),
    ],
)
def test_a_word_or_number_beyond_what_can_be_is_no_value_of_ours(cls: type[Any], body: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        from_body(cls, body)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("cls", CLASSES)
@FEW
@given(data=st.data())
def test_whatever_json_holds_is_a_value_of_ours_or_refused(cls: type[Any], data: st.DataObject) -> None:
    names = [field.name for field in dataclasses.fields(cls)]
    body = data.draw(st.dictionaries(st.sampled_from(names), _JSON, max_size=4))
    try:
        value = from_body(cls, body)
    except (TypeError, ValueError):
        return
    assert from_body(cls, to_body(value)) == value


@pytest.mark.parametrize("number", [-1, 100_000, 2**53, 2**70, True, 1.0, "1", None])
def test_a_number_that_nobody_could_have_counted_is_not_read(number: Any) -> None:
    body = {"poll": "p", "issued": number}
    with pytest.raises((TypeError, ValueError)):
        from_body(Account, body)
    assert from_body(Account, {"poll": "p", "issued": 99_999}).issued == 99_999
