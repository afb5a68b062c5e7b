# Trang Sở. Every path is relative: the project may live where the path has spaces and accents.
PYTHON := .venv/bin/python
PORT ?= 8000
ARGS ?=

export PYTHONUTF8 = 1
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Tests without services never see a developer's databases and servers.
ALONE := env -u DATABASE_URL -u ELASTICSEARCH_URL -u REDIS_URL -u S3_ENDPOINT_URL -u S3_BUCKET -u EMAIL_URL \
	-u REQUIRE_SERVICES DJANGO_SETTINGS_MODULE=site_config.settings.test
WITH_SERVICES := REQUIRE_SERVICES=1 DJANGO_SETTINGS_MODULE=site_config.settings.test scripts/services run

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 20

# --- Environment

.venv/.run: uv.lock pyproject.toml
	@echo "Preparing .venv …"
	@scripts/make_environment --no-dev --inexact
	@touch .venv/.run

.venv/.dev: uv.lock pyproject.toml
	@echo "Preparing .venv with the development tools …"
	@scripts/make_environment
	@touch .venv/.run .venv/.dev

.PHONY: environment
environment: .venv/.dev ## make .venv with everything for development

# --- Use

.PHONY: run
run: .venv/.run ## the site with demo content and its worker on port 8000 (PORT=)
	@$(PYTHON) scripts/compile_messages.py
	@echo "Preparing the database …"
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_demo
	@exec $(PYTHON) scripts/run.py --port $(PORT)

# --- Check

.PHONY: test
test: .venv/.dev ## every test that needs no service (ARGS= for pytest)
	@$(PYTHON) scripts/compile_messages.py
	@$(ALONE) $(PYTHON) -m pytest -n auto $(ARGS)

.PHONY: test-embedded
test-embedded: ## what CI runs without services: test-services has browsers and the attack matrix once more
	@$(MAKE) test ARGS='-m "not cluster and not browser and not matrix"'

.PHONY: test-services
test-services: .venv/.dev ## every test, on the services that scripts/services started
	@$(PYTHON) scripts/compile_messages.py
	@$(WITH_SERVICES) $(PYTHON) -m pytest -n auto $(ARGS)

.PHONY: test-cluster
test-cluster: .venv/.dev ## three Elasticsearch nodes that are killed and come back, beside the started services
	@$(WITH_SERVICES) $(PYTHON) -m pytest -n 0 -m cluster $(ARGS)

.PHONY: lint
lint: .venv/.dev ## style, types, templates
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m djlint --quiet --check --lint templates
	@$(PYTHON) -m mypy .

.PHONY: check
check: .venv/.dev ## Django's system checks, missing migrations, the Vietnamese catalogue
	@$(ALONE) $(PYTHON) manage.py check --fail-level WARNING
	@$(ALONE) $(PYTHON) manage.py makemigrations --check --dry-run
	@$(PYTHON) scripts/check_messages.py

.PHONY: check-production
check-production: .venv/.dev ## boot the production settings on the started services
	@scripts/services run $(PYTHON) scripts/check_production.py

.PHONY: ci
ci: lint check test-embedded test-services test-cluster check-production ## all of it; a missing service is a failure (.ci/run starts them)

.PHONY: bench
bench: .venv/.dev ## the benchmarks, one JSON line each
	@for file in scripts/benchmarks/*.py; do scripts/services run $(PYTHON) "$$file" || exit 1; done

# --- Work

.PHONY: format
format: .venv/.dev ## rewrite code and templates in the project's style
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m djlint --quiet --reformat templates

.PHONY: messages
messages: .venv/.dev ## bring the catalogue to the code's texts (needs GNU gettext), then compile it
	@$(PYTHON) manage.py makemessages --locale vi --no-obsolete --add-location file --ignore 'var/*' --ignore 'tests/*'
	@$(PYTHON) scripts/compile_messages.py

.PHONY: services-start
services-start: .venv/.dev ## install and start PostgreSQL, Elasticsearch, Redis, S3, SMTP on loopback
	@scripts/services install
	@scripts/services start

.PHONY: services-stop
services-stop: ## stop them
	@scripts/services stop

.PHONY: screenshots
screenshots: .venv/.dev ## pictures of pages of the running site in var/screenshots (PAGES="/ /en/")
	@$(PYTHON) scripts/screenshots.py --port $(PORT) $(PAGES)
