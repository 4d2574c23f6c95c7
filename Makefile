.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

help:  ## what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: .venv/run  ## set up, make the sample organisation in demo/, read it, and show its answers
	$(BIN)/makegood demo demo

test: .venv/dev  ## all tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: .venv/dev  ## format, lint, strict types, import rules, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_docs.py

format: .venv/dev  ## let ruff format everything
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev  ## speed and accuracy against peers, in the same run
	$(BIN)/python -m bench

train: .venv/dev  ## every weight that ships, from ../shared/data and our own statements
	$(BIN)/python -m train --shared ../shared/data

lock:  ## write both locks anew (needs uv)
	uv pip compile pyproject.toml --group dev --extra text --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -U -o requirements-dev.lock
	uv pip compile pyproject.toml --group build --extra text --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -U -c requirements-dev.lock -o requirements.lock

# Compiled once, because PYTHONDONTWRITEBYTECODE makes every start four times slower.
.venv/run: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	-$(BIN)/python -m compileall -q .venv makegood
	touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	-$(BIN)/python -m compileall -q .venv makegood
	touch $@

.PHONY: help run test check format bench train lock
