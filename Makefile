# The whole project from one place. `make demo` and `make test` set everything up by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
JOBS ?= 3

# Every process of the program that the tests start would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check format bench simulate soak pictures clean

demo: $(READY)
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/s11chat --home .demo demo; else $(BIN)/s11chat demo --play; fi

test: $(READY)
	$(BIN)/ruff format --check s11chat tests
	$(BIN)/ruff check s11chat tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder -q --ignore=tests/bench

check: test
	$(BIN)/s11chat dialog check
	$(BIN)/s11chat kb check

format: $(READY)
	$(BIN)/ruff check --fix s11chat tests
	$(BIN)/ruff format s11chat tests

bench: $(READY)
	$(BIN)/python -m tests.bench

simulate: $(READY)
	$(BIN)/python -m tests.bench.simulation

soak: $(READY)
	$(BIN)/python -m tests.soak

pictures: $(READY)
	$(BIN)/python -m tests.pictures

$(READY): pyproject.toml Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "s11chat needs Python 3.11 or newer; name it with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv is missing; install it, on Debian and Ubuntu with: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --compile --editable . --group dev
	@touch $(READY)

clean:
	rm -rf $(VENV) .demo dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
