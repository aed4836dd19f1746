# Everything that a person or CI runs here. `make` alone tells what there is.

PYTHON ?= python3
BIN := .venv/bin
SUBMISSION ?= exercises
OUT ?= report

.PHONY: help grade test lint unit verify verify-quick bench lock clean

help:
	@echo "make grade    set up and grade what is in exercises/ (or SUBMISSION=folder OUT=folder)"
	@echo "make test     set up and run everything that proves this project: lint, types, tests, the author's gate"
	@echo "make verify   the author's gate in full: each mistake on all tests (many minutes)"
	@echo "make bench    measure against plain pytest (some minutes)"
	@echo "make lock     resolve the locks anew (requirements.txt, requirements-test.txt)"
	@echo "make clean    remove .venv and what was built"

grade: .venv/ready
	@$(BIN)/grader check --submission $(SUBMISSION) --out $(OUT)

test: lint unit verify-quick

# What a student writes in exercises/ is left out (pyproject.toml); the author's files there are named.
lint: .venv/ready-to-test
	$(BIN)/ruff check . exercises/*/test_examples.py
	$(BIN)/ruff format --check . exercises/*/test_examples.py
	$(BIN)/mypy

unit: .venv/ready-to-test
	$(BIN)/python -m pytest -n auto --dist worksteal

verify: .venv/ready-to-test
	$(BIN)/grader verify

verify-quick: .venv/ready-to-test
	$(BIN)/grader verify --quick

bench: .venv/ready-to-test
	$(BIN)/python -m benchmarks

# The locks are hashed: what is installed is what was tested. Grading needs the first, the tests need both.
.venv/ready: requirements.txt pyproject.toml setup.sh
	@sh setup.sh "$(PYTHON)"
	@touch $@

.venv/ready-to-test: .venv/ready requirements-test.txt
	@sh setup.sh "$(PYTHON)" requirements-test.txt
	@touch $@

# The second lock holds only what the first does not.
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml
lock: .venv/ready
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --output-file requirements-test.txt --extra test --constraint requirements.txt --no-annotate \
		$$(sed -n 's/^\([A-Za-z0-9_.-]*\)==.*/--no-emit-package \1/p' requirements.txt)

clean:
	rm -rf .venv report .mypy_cache .ruff_cache .grader/gate
