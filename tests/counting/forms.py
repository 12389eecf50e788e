"""Try every property quickly in each run, and at length with `HYPOTHESIS_PROFILE=long pytest -m long`."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

FORMS = ["quick", pytest.param("long", marks=pytest.mark.long)]


def tries(quick: int, **more: Any) -> Callable[[Callable[..., None]], Any]:
    """Try a property on so many examples in its quick form, and on those of the profile in its long one."""
    examples = settings.default.max_examples if os.environ.get("HYPOTHESIS_PROFILE") == "long" else quick

    def decorated(test: Callable[..., None]) -> Any:
        both = pytest.mark.parametrize("form", FORMS, indirect=True)(settings(max_examples=examples, **more)(test))
        return pytest.mark.usefixtures("form")(both)

    return decorated
