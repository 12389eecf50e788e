"""The measure of the code measures what it says."""

import ast
from pathlib import Path

from tests.shape import circles, complexity, figures, functions, modules

SAMPLE = '''"""What a module says
in two lines."""

# A comment.
async def go(a, b):
    """Return something."""
    return [x for x in a if x] if a and b else None
'''


def test_a_code_line_is_neither_blank_nor_a_comment_nor_words(tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "__init__.py").write_text(SAMPLE)
    [module] = modules(tmp_path / "sample")
    assert (module.name, module.lines, module.code, module.comments) == ("sample", 7, 2, 1)
    assert figures([module])["conditional expressions a thousand code lines"] == "500"


def test_every_way_of_a_function_counts_once() -> None:
    [function] = functions(ast.parse(SAMPLE))
    assert complexity(function) == 1 + len(["if else", "and", "comprehension", "its condition"])


def test_modules_that_import_each_other_round_a_circle_are_found_together() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a", "e"}, "e": set(), "f": {"g"}, "g": {"f"}}
    assert circles(graph) == [{"a", "b", "c"}, {"f", "g"}]
