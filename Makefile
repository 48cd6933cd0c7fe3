# Sayso. Two commands do everything on a machine with Python 3.11+: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
LEDGER := .demo/kazakhstan.ledger
STAMP := .venv/.installed
# Tests run on all cores and one worker more, since some of them wait, four at most (each has a reader of its own in memory); a
# file stays with one, for its fixtures, and files go in the order of tests/conftest.py, the longest first: not, as by default,
# those with the most tests.
SPREAD := -n $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)') --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# Tests start hundreds of processes: where nothing compiled is kept, each compiles all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test prove install chromium postgresql lint pictures docs bench scores clean

demo: install  ## add the demo reports to a ledger and print the situation; FILE=… reads your own article
ifdef FILE
	@$(BIN)/sayso read --format table "$(FILE)"
else
	@mkdir -p .demo
	@$(BIN)/sayso --ledger $(LEDGER) add demo/reports
	@$(BIN)/sayso --ledger $(LEDGER) figures --format table --place KZ --top 3
	@$(BIN)/sayso --ledger $(LEDGER) measures --format table --place KZ
	@$(BIN)/sayso --ledger $(LEDGER) situation new 'Kazakhstan, January 2022' --place KZ --replace
	@printf '%s\n' \
	  'How to go on:' \
	  '  $(BIN)/sayso --ledger $(LEDGER) serve' \
	  '                                the page: figures through time, what differs, on whose word' \
	  '  make demo FILE=article.txt    read your own article' \
	  '  $(BIN)/sayso read article.html --published 2022-01-07' \
	  '                                the same, with a date where the page tells none' \
	  '  $(BIN)/sayso --ledger $(LEDGER) claims --kind killed' \
	  '                                who says how many died; show ID says why a claim says so' \
	  '  $(BIN)/sayso --ledger $(LEDGER) situation new unrest --place KZ' \
	  '  $(BIN)/sayso --ledger $(LEDGER) brief unrest --as-of 2022-01-10' \
	  '                                a page of text, each value with the number of its evidence' \
	  '  $(BIN)/sayso --ledger $(LEDGER) report --place KZ -o kazakhstan.html' \
	  '                                one file to send: charts, map and all evidence, without a network' \
	  '  $(BIN)/sayso --help           everything else'
endif

install: $(STAMP)  ## a virtual environment with the command: .venv/bin/sayso

$(STAMP): pyproject.toml constraints.txt hatch_build.py build_gazetteer.py gazetteer_sources.py src/sayso/understand/places/aliases.csv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Sayso needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=python3.12'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo 'Setting up .venv (a minute or two, once) …'
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -qq --upgrade -c constraints.txt pip  # an old one looks at every wheel there ever was for minutes
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -qq --no-compile -c constraints.txt -e '.[dev]'
	@touch $@

chromium:  ## a browser for the tests of the page, where none is there and apt can bring one
	@tests/setup/chromium.sh

postgresql: install  ## a PostgreSQL server of this clone's own for the tests, where apt can bring one and SAYSO_TEST_POSTGRESQL names none
	@PYTHON=$(BIN)/python tests/setup/postgresql.sh

test: install chromium postgresql  ## types, style, import rules and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -rs $(SPREAD)

prove: install chromium postgresql  ## docs/reliability.md, each row proved: a tenth of each count; FULL=1 all of it, ROWS="R1 R12" some rows
	@FULL=$(FULL) $(BIN)/python -m tests.prove $(ROWS)

lint: install  ## types, style and import rules alone; mends what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy
	$(BIN)/lint-imports

pictures: install chromium  ## each view of the page in light, dark and on a phone, into docs/pictures
	$(BIN)/python -m tests.browser.pictures

docs: install  ## the handbook as a site that opens from a folder: site/index.html
	@$(BIN)/python -m handbook

bench: install  ## speed and memory, as one table; SIZES=10k for a quick one, SIZES=10k,100k,1m KEPT=folder for all, PARTS="readers queries"
	@$(BIN)/python -m bench $(PARTS) $(if $(SIZES),--sizes $(SIZES)) $(if $(KEPT),--kept $(KEPT))

scores: install  ## the scorers of ../shared/eval on the development data
	$(BIN)/python -m bench.scores

clean:
	@tests/setup/postgresql.sh stop
	rm -rf .venv .demo build dist site src/sayso/understand/places/gazetteer.sqlite
