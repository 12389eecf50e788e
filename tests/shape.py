"""The shape of the code in figures: `python -m tests.shape [FOLDER]` prints them for one package.

A code line holds code: neither blank, nor a comment, nor part of a docstring. Nodes are those of the syntax tree,
without the marks that say whether a name is read or set. Complexity is McCabe's: every branch, loop, handler, `and`,
`or`, comprehension, condition of one and conditional expression of a function counts, but not those of functions in it.
"""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case)


@dataclass(frozen=True)
class Module:
    """Hold one file: its dotted name, its text, its tree and its comments."""

    name: str
    lines: int
    tree: ast.Module
    comments: int
    code: int


def modules(package: Path) -> list[Module]:
    """Return every module of a package, by name."""
    return [_module(path, package.parent) for path in sorted(package.rglob("*.py"))]


def _module(path: Path, root: Path) -> Module:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    blocks = (node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS)))
    said = [block.body[0] for block in blocks if block.body and _is_words(block.body[0])]
    words = {line for each in said for line in range(each.lineno, (each.end_lineno or 0) + 1)}
    held, comments = set[int](), 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        comments += token.type == tokenize.COMMENT
        if token.type not in _NO_CODE:
            held.update(range(token.start[0], token.end[0] + 1))
    dotted = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    return Module(dotted, text.count("\n"), tree, comments, len(held - words))


_NO_CODE = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


def _is_words(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function, however deep."""
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def complexity(function: ast.AST) -> int:
    """Return one more than the places where a function may go two ways."""
    ways, left = 1, list(ast.iter_child_nodes(function))
    while left:
        node = left.pop()
        if isinstance(node, (*FUNCTIONS, ast.Lambda)):
            continue
        if isinstance(node, ast.BoolOp):
            ways += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            ways += 1 + len(node.ifs)
        else:
            ways += isinstance(node, BRANCHES)
        left += ast.iter_child_nodes(node)
    return ways


def imports(module: Module, names: set[str]) -> set[str]:
    """Return the modules of the package that a module imports, at the top or within a function."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            within = {f"{node.module}.{alias.name}" for alias in node.names}
            # What is no module of its own is found in the one that it is imported from.
            found |= within & names or {node.module}
    return found & names - {module.name}


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Return the groups of modules each of which leads to every other, largest first (Kosaraju)."""
    order: list[str] = []
    _spread(graph, graph, order)
    turned: dict[str, set[str]] = {name: set() for name in graph}
    for name, targets in graph.items():
        for target in targets:
            turned[target].add(name)
    groups = _spread(turned, reversed(order), [])
    return sorted((group for group in groups if len(group) > 1), key=len, reverse=True)


def _spread(
    graph: dict[str, set[str]], starts: Iterator[str] | dict[str, set[str]], order: list[str]
) -> list[set[str]]:
    """Return what each start reaches that no earlier one did; `order` gets the names as they are done with."""
    seen: set[str] = set()
    groups = []
    for start in starts:
        group: set[str] = set()
        stack = [(start, False)]
        while stack:
            name, done = stack.pop()
            if done:
                order.append(name)
            elif name not in seen:
                seen.add(name)
                group.add(name)
                stack += [(name, True), *((target, False) for target in sorted(graph[name]))]
        groups.append(group)
    return groups


def at(share: float, values: Sequence[int]) -> int:
    """Return the value below which a share of all lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def figures(found: list[Module]) -> dict[str, str]:
    """Return every figure by what it is called."""
    code = sum(each.code for each in found)
    lines = sum(each.lines for each in found)
    nodes = [n for each in found for n in ast.walk(each.tree) if not isinstance(n, ast.expr_context)]
    defs = [function for each in found for function in functions(each.tree)]
    lengths = [(each.end_lineno or each.lineno) - each.lineno + 1 for each in defs]
    ways = [complexity(each) for each in defs]
    sizes = [each.lines for each in found]
    names = {each.name for each in found}
    rings = circles({each.name: imports(each, names) for each in found})
    conditional = sum(isinstance(node, ast.IfExp) for node in nodes)
    return {
        "modules, lines": f"{len(found)}, {lines} ({code} of code)",
        "lines of a module, median and most": f"{median(sizes):.0f}, {max(sizes)}",
        "lines of a function, median, 95 % and most": f"{median(lengths):.0f}, {at(0.95, lengths)}, {max(lengths)}",
        "complexity, mean and 95 %": f"{mean(ways):.1f}, {at(0.95, ways)}",
        "nodes a code line": f"{len(nodes) / code:.1f}",
        "conditional expressions a thousand code lines": f"{1000 * conditional / code:.0f}",
        "comments, share of lines": f"{100 * sum(each.comments for each in found) / lines:.1f} %",
        "circles of imports, modules in each": ", ".join(str(len(ring)) for ring in rings) or "none",
    }


def rooms(found: list[Module]) -> dict[str, int]:
    """Return the lines of each room."""
    lines: dict[str, int] = {}
    for each in found:
        room = ".".join(each.name.split(".")[1:2]) or "."
        lines[room] = lines.get(room, 0) + each.lines
    return lines


def main(package: Path) -> None:
    """Print the figures of a package."""
    found = modules(package)
    for name, figure in figures(found).items():
        print(f"{name:48} {figure}")
    for room, lines in sorted(rooms(found).items(), key=lambda each: -each[1]):
        print(f"  {room:46} {lines}")


if __name__ == "__main__":
    main(Path(*sys.argv[1:2] or ("hep_tui",)))
