# make check: everything a change must pass, in the environment of the README's test command.
bin := .venv/bin

.PHONY: check test long bench pictures kit
check: test
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy

test: $(bin)/mypy
	$(bin)/pytest -n auto

long: $(bin)/mypy
	HYPOTHESIS_PROFILE=long $(bin)/pytest -m long

bench: $(bin)/mypy
	$(bin)/pytest -m bench -s tests/bench

pictures: $(bin)/mypy
	$(bin)/python -m tests.tui.scenes docs/pictures

kit: $(bin)/mypy
	$(bin)/python .ci/kit/build.py

$(bin)/mypy:
	python3 -m venv .venv
	$(bin)/pip install -q -e '.[test,check]'
