# Two commands do everything: `make audit` and `make test`. Both set up a virtual environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
SPARK := $(VENV)-spark
SPARK_STAMP := $(SPARK)/.ready

.PHONY: audit test browser readers spark test-spark docs lint bench hard mutants schemas pages pictures catalogue lock clean

audit: $(STAMP)
	$(BIN)/provenance audit seeds/ --reports reports --fail-on never

test: $(STAMP) lint browser readers
	$(BIN)/python -m pytest -n 2

# Pages are tested in a real Chromium: it is installed where that can be done, else what is missing is said.
browser: $(STAMP)
	$(BIN)/python -m tests.browser.chromium

# So are the formats, by programs that were written to read them.
readers: $(STAMP)
	$(BIN)/python -m tests.readers.programs
	$(BIN)/python -m tests.readers.packages
	$(BIN)/python -m tests.readers.office

# Spark on this machine, in an environment of its own: Java 17 where it can be had, PySpark. `make test` needs neither.
spark: $(SPARK_STAMP)
	$(SPARK)/bin/python -m tests.spark.java

test-spark: spark
	$(SPARK)/bin/python -m pytest -m spark tests/spark

# The site; a link that leads nowhere fails.
docs: $(STAMP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) browser
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.copies_found
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.layouts
	$(BIN)/python -m benchmarks.editing
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.starting
	$(BIN)/python -m benchmarks.reviewing
	$(BIN)/python -m benchmarks.desk_formats
	$(BIN)/python -m benchmarks.formats
	$(BIN)/python -m benchmarks.corpora
	$(BIN)/python -m benchmarks.peers

# What takes too long for every change: the second reading of the definitions on 24,000 dossiers, networkx
# on 20,000 graphs, 10,000 edits in an editor, and some ten minutes of texts made up to break whatever reads them.
EXAMPLES ?= 20000
hard: $(STAMP)
	PROVENANCE_DOSSIERS=3000 PROVENANCE_GRAPHS=20000 PROVENANCE_EDITS=10000 $(BIN)/python -m pytest -n 2 \
		tests/assess/test_second_reading.py tests/graph/test_independence.py tests/lsp/test_incremental.py
	PROVENANCE_FUZZ_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -n 2 tests/hard tests/disclosure

# Breaks the code in small ways and says which of them no test notices; some hours for all of it, PARTS="graph:50" for less.
PARTS ?= graph assess anchors rules:200 project:200 emit:200
mutants: $(STAMP)
	$(BIN)/python -m pip install -q --disable-pip-version-check "cosmic-ray>=8.4"
	$(BIN)/python -m tests.mutants $(PARTS)

schemas: $(STAMP)
	$(BIN)/provenance schema

# What is written from the tree and kept in it: run it after adding a rule or changing a sentence.
pages: $(STAMP) schemas catalogue audit
	$(BIN)/provenance rules --lang en > docs/reference/rules.md
	$(BIN)/provenance rules --lang fr > docs/reference/rules.fr.md
	$(BIN)/python -m docs.generate
	$(BIN)/python -m docs.gallery
	$(BIN)/python -m docs.notebook
	$(BIN)/ruff format .

# Pictures of the documentation, and twelve views of the report to look at, in pictures/.
pictures: $(STAMP) browser
	$(BIN)/python -m tests.browser.pictures

catalogue: $(STAMP)
	$(BIN)/pybabel -q extract -F pyproject.toml -k M -k MN:1,2 --no-location --sort-output --omit-header -o provenance/locale/provenance.pot provenance
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100 -D provenance -i provenance/locale/provenance.pot -d provenance/locale
	$(BIN)/pybabel -q compile -D provenance -d provenance/locale

# The locks name versions and hashes, never an address.
lock: $(STAMP)
	$(BIN)/python -m pip install -q pip-tools
	$(BIN)/pip-compile -q --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --generate-hashes --strip-extras --extra dev -o requirements/dev.txt pyproject.toml
	$(BIN)/pip-compile -q --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --generate-hashes --strip-extras --extra readers -c requirements/dev.txt -o requirements/readers.txt pyproject.toml
	$(BIN)/pip-compile -q --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --generate-hashes --strip-extras --extra dev --extra spark -c requirements/dev.txt -o requirements/spark.txt pyproject.toml

$(STAMP): pyproject.toml requirements/dev.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

$(SPARK_STAMP): pyproject.toml requirements/spark.txt
	$(PYTHON) -m venv $(SPARK)
	$(SPARK)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/spark.txt
	$(SPARK)/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(SPARK_STAMP)

clean:
	rm -rf $(VENV) $(SPARK) build dist
