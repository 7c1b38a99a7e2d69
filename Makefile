# `make demo` and `make test` do everything on a fresh machine that has Python 3.10 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_PACKAGE := crewai
DEMO_VERSION := 1.15.30

.PHONY: demo test corpus benchmark docs docs-pages docs-rules clean

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo "Python 3.10 or newer is needed; say which one: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed

.demo/$(DEMO_PACKAGE)/.unpacked: | $(BIN)/python
	mkdir -p .demo/$(DEMO_PACKAGE)
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
		--python-version 3.12 --dest .demo $(DEMO_PACKAGE)==$(DEMO_VERSION)
	$(BIN)/python -m zipfile -e .demo/$(DEMO_PACKAGE)-$(DEMO_VERSION)-*.whl .demo/$(DEMO_PACKAGE)
	@touch $@

# Findings are the point of the demo, so exit status 1 is expected; 2 (something went wrong) is not.
demo: $(VENV)/.installed .demo/$(DEMO_PACKAGE)/.unpacked
	@echo; echo "== the example application, docs/examples =="
	@$(BIN)/prefixlint check docs/examples || test $$? -eq 1
	@echo; echo "== a real package: $(DEMO_PACKAGE) $(DEMO_VERSION) =="
	@$(BIN)/prefixlint check .demo/$(DEMO_PACKAGE) || test $$? -eq 1

test: $(VENV)/.installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n2 --dist loadfile

corpus: $(VENV)/.installed-test
	$(BIN)/python tests/corpus/run.py

benchmark: $(VENV)/.installed-test
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/rankfile.py

$(VENV)/.installed-docs: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@ $(VENV)/.installed

docs: $(VENV)/.installed-docs
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --nitpicky --builder html --jobs 1 --quiet docs docs/_build
	@echo "docs/_build/index.html"

docs-rules: $(VENV)/.installed
	$(BIN)/python docs/generate_rules.py

# What is written from the rules, the knowledge tables and the program's own output.
docs-pages: docs-rules
	$(BIN)/python docs/generate_providers.py
	$(BIN)/python docs/pictures.py

clean:
	rm -rf $(VENV) .demo docs/_build
