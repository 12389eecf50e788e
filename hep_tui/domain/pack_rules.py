"""What the parts of a pack must say of each other: words allowed, names that resolve, polls that can be counted."""

from collections.abc import Iterator, Mapping
from typing import Any, get_origin

from hep_tui.domain import pack
from hep_tui.domain.methods import Method, method_named
from hep_tui.domain.pack_locate import KeyPath
from hep_tui.domain.polls import same_label, secret_fault
from hep_tui.domain.resolve.folding import plain
from hep_tui.domain.rules import EVERY, rule_named
from hep_tui.domain.schema import entries
from hep_tui.domain.terms import squeezed

MOST_ENTRIES = 500
# A ballot is keyed with the ten digits, one key a mark.
MOST_KEYS = 10
Found = Iterator[tuple[KeyPath, str]]


def faults(data: Mapping[str, Any]) -> Found:
    """Give path and message of everything that fits its type but not the rest of the pack."""
    for name in ("phases", "roles", "agendas"):
        if data.get(name, []) == []:
            yield ((name,) if name in data else ()), f"{name} must list at least one"
    yield from _speakers(data)
    yield from _twice_named(data)
    yield from _loops(data)
    yield from _bands(data)
    yield from _scales(data)
    yield from _names_of_days(data)
    for i, plan in tables(data, "polls"):
        yield from _poll(data, _typed(pack.PollPlan, plan), ("polls", i))


def tables(data: Mapping[str, Any], name: str) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the tables of a list with their index; anything else in it is left out."""
    held = data.get(name)
    listed = held[:MOST_ENTRIES] if isinstance(held, list) else []
    return [(i, table) for i, table in enumerate(listed) if isinstance(table, Mapping)]


def ids(data: Mapping[str, Any], name: str) -> list[str]:
    """Return the ids of a list."""
    return [id for _, table in tables(data, name) if isinstance(id := table.get("id"), str)]


def all_ids(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the ids of every list, by its key."""
    return {name: ids(data, name) for name in entries(pack.Pack)}


def _speakers(data: Mapping[str, Any]) -> Found:
    """Refuse an id that `@` could read as a phase, a role or a group."""
    taken: dict[str, str] = {}
    for name in ("phases", "roles", "groups"):
        for i, table in tables(data, name):
            id = table.get("id")
            if isinstance(id, str) and taken.setdefault(id, name) != name:
                yield (name, i, "id"), f"@{id[:40]} would be doubtful: {taken[id]} has this id too"


def _twice_named(data: Mapping[str, Any]) -> Found:
    """Refuse a word of `also` that names another term of the list as well: it would be doubtful whose it is."""
    for name in ("phases", "roles", "groups"):
        every = [(i, str(table.get(key, ""))) for i, table in tables(data, name) for key in ("id", "label", "short")]
        taken = {squeezed(word): i for i, word in every}
        for i, table in tables(data, name):
            also = table.get("also")
            for j, word in enumerate(also if isinstance(also, list) else ()):
                if taken.setdefault(squeezed(str(word)), i) != i:
                    yield (name, i, "also", j), "names another of the list as well, so it would be doubtful"


def _loops(data: Mapping[str, Any]) -> Found:
    """Refuse themes that are nested in themselves."""
    parents = {table.get("id"): table.get("parent") for _, table in tables(data, "themes") if _hashable(table)}
    for i, table in tables(data, "themes"):
        seen: set[object] = set()
        at = table.get("parent") if _hashable(table) else None
        while at and at != table["id"] and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at and at == table["id"]:
            yield ("themes", i, "parent"), "leads back to the theme itself"


def _hashable(theme: Mapping[str, Any]) -> bool:
    return isinstance(theme.get("id"), str) and isinstance(theme.get("parent", ""), str)


def _bands(data: Mapping[str, Any]) -> Found:
    for i, model in tables(data, "models"):
        for j, line in tables(model, "funding"):
            if line.get("basis") == "band" and not line.get("phase"):
                yield ("models", i, "funding", j), "a band must name the phase that pays it; phase is missing"


def _scales(data: Mapping[str, Any]) -> Found:
    for i, scale in tables(data, "scales"):
        values = [repr(level.get("value")) for _, level in tables(scale, "levels")]
        if len(values) < 2:
            yield ("scales", i, "levels"), "a scale needs at least two levels"
        elif len(set(values)) < len(values):
            yield ("scales", i, "levels"), "two levels have one value"


def _names_of_days(data: Mapping[str, Any]) -> Found:
    words = data.get("words")
    for key, wanted in (("months", 12), ("weekdays", 7)):
        named = words.get(key) if isinstance(words, Mapping) else None
        if isinstance(named, list) and len({plain(str(name)) for name in named}) != wanted:
            yield ("words", key), f"expected {wanted} different names, in their order"


def _label(option: object) -> str:
    if not isinstance(option, Mapping):
        return str(option)
    return str(option.get("label", option.get("title", option.get("id"))))


def _typed(cls: type, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a table says in the types that it should, as the rest is told of by itself."""
    known = {key: get_origin(entry.type) or entry.type for key, entry in entries(cls).items()}
    wanted = {key: list if kind is tuple else kind for key, kind in known.items()}
    return {key: value for key, value in table.items() if type(value) is wanted.get(key)}


def _poll(data: Mapping[str, Any], plan: Mapping[str, Any], path: KeyPath) -> Found:
    method = method_named(plan.get("method", "rank"))
    yield from _choice(data, plan, method, path)
    rule = plan.get("rule", "borda")
    if method.rules and rule in EVERY and rule not in method.rules:
        yield (*path, "rule"), f"method {method.name} is counted by {' or '.join(method.rules)}"
    if method.supports and not plan.get("scale"):
        yield path, "method gradient needs a scale; scale is missing"
    yield from _decided(plan, method, name_of(data, plan), path)
    if plan.get("keep") and (wrong := secret_fault(method, plan.get("unit", "person"))):
        yield (*path, "keep"), f"this poll cannot be secret, since {wrong}"


def _choice(data: Mapping[str, Any], plan: Mapping[str, Any], method: Method, path: KeyPath) -> Found:
    """Refuse too few options, two that read the same, and more ranks than there are options or keys."""
    source = plan.get("options", "priorities")
    options = _options(data, plan)
    if options is None:
        return
    count = len({_id(option) for option in options})
    least, top = method.least, plan.get("top", 0)
    if count < least:
        yield (*path, "options"), f"there must be at least {least} to choose from in {source}"
    elif alike := same_label(map(_label, options)):
        yield (*path, "own" if source == "own" else "options"), f"two options read the same, {alike}"
    in_order = plan.get("layout") == "order"
    if top > count >= least:
        yield (*path, "top"), f"there are only {count} options to rank"
    elif method.ranks and count > MOST_KEYS and (in_order or not 0 < top <= MOST_KEYS):
        yield path, f"one key a mark gives {MOST_KEYS} marks; rank down the page, with top at most {MOST_KEYS}"


def _options(data: Mapping[str, Any], plan: Mapping[str, Any]) -> list[Any] | None:
    """Return the options of a poll as a pack writes them; None where it names no list of the pack."""
    source = plan.get("options", "priorities")
    if source == "own":
        listed = plan.get("own", [])
    elif source in pack.SOURCES:
        listed = data.get(source, [])
    else:
        return None
    return listed if isinstance(listed, list) else None


def _id(option: object) -> str:
    return str(option.get("id")) if isinstance(option, Mapping) else str(option)


def name_of(data: Mapping[str, Any], plan: Mapping[str, Any]) -> dict[str, str]:
    """Return the options of a poll as they will be, id to label: models by their ids, others numbered."""
    source = plan.get("options", "priorities")
    listed = plan.get("own", []) if source == "own" else data.get(source, [])
    entries = listed if isinstance(listed, list) else []
    if source == "models":
        return {str(each.get("id")): str(each.get("title")) for each in entries if isinstance(each, Mapping)}
    return {str(number): str(_label(each)) for number, each in enumerate(entries, 1)}


def _decided(plan: Mapping[str, Any], method: Method, options: Mapping[str, str], path: KeyPath) -> Found:
    """Give what cannot be proposed, be no change, or be filled."""
    for key in ("no_change", "proposition"):
        wanted = plan.get(key)
        if wanted and options and wanted not in options:
            yield (*path, key), f"{wanted} is none of its options; they are {', '.join(options)}"
    seats, rule = plan.get("seats", 1), rule_named(plan.get("rule", "borda"))
    fillable = seats == 1 or (rule.several and 1 <= seats <= len(options))
    if not fillable:
        yield (*path, "seats"), f"{rule.name} cannot fill {seats} places from {len(options)} options"
    adopts = rule.no_change and method.ranks
    if adopts and options and not plan.get("no_change") and "Z" not in options:
        yield path, "adopting a model needs the option that is no change; no_change is missing"
