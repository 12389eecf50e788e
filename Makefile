# make check: everything a change must pass, in the environment of the README's test command.
bin := .venv/bin

.PHONY: check quick test long bench pictures kit
check: quick test

# What takes a minute: lint, types, and the tests that hold the plan of the house.
quick: $(bin)/mypy
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/pytest tests/test_house.py tests/test_reference.py tests/test_guides.py

test: $(bin)/mypy
	$(bin)/pytest -n auto

long: $(bin)/mypy
	HYPOTHESIS_PROFILE=long $(bin)/pytest -m long

bench: $(bin)/mypy
	HEP_BENCH_LARGEST=$(or $(SIZE),10000) $(bin)/pytest -m bench -s tests/bench

pictures: $(bin)/mypy
	$(bin)/python -m tests.tui.scenes docs/pictures

kit: $(bin)/mypy
	$(bin)/python .ci/kit/build.py

$(bin)/mypy:
	python3 -m venv .venv
	$(bin)/pip install -q -e '.[test,check]'
