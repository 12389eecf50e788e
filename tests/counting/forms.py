"""Try every property quickly in each run, and at length with `HYPOTHESIS_PROFILE=long pytest -m long`."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

AT_LENGTH = 500
"""Examples in the long form: each counts a profile several times over."""

FORMS = ["quick", pytest.param("long", marks=pytest.mark.long)]


def tries(quick: int, **more: Any) -> Callable[[Callable[..., None]], Any]:
    """Try a property on so many examples in its quick form, and on hundreds of random ones in its long one."""
    examples = AT_LENGTH if os.environ.get("HYPOTHESIS_PROFILE") == "long" else quick

    def decorated(test: Callable[..., None]) -> Any:
        both = pytest.mark.parametrize("form", FORMS, indirect=True)(settings(max_examples=examples, **more)(test))
        return pytest.mark.usefixtures("form")(both)

    return decorated
