# Everything that a person or CI runs here. `make` alone tells what there is.

PYTHON ?= python3
BIN := .venv/bin
SUBMISSION ?= exercises
OUT ?= report

.PHONY: help grade test lint unit verify bench clean

help:
	@echo "make grade    set up and grade what is in exercises/ (or SUBMISSION=folder OUT=folder)"
	@echo "make test     set up and run everything that proves this project: lint, types, tests, the author's gate"
	@echo "make bench    measure against plain pytest (some minutes)"
	@echo "make clean    remove .venv and what was built"

grade: .venv/ready
	@$(BIN)/python -m grader check --submission $(SUBMISSION) --out $(OUT)

test: lint unit verify

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

unit: .venv/ready
	$(BIN)/python -m pytest -n auto --dist worksteal

verify: .venv/ready
	$(BIN)/python -m grader verify

bench: .venv/ready
	$(BIN)/python -m benchmarks

# The lock (requirements.txt) is hashed: what is installed is what was tested.
.venv/ready: requirements.txt pyproject.toml setup.sh
	@sh setup.sh "$(PYTHON)"
	@touch $@

clean:
	rm -rf .venv report .mypy_cache .ruff_cache
