# Needs python3 (with venv and pip) and make; everything else is installed in .venv.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv/bin/python
LOCK := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11.2
REQUIREMENTS := deploy/requirements

.DEFAULT_GOAL := help
.PHONY: help serve test test-all matrix lint bench bench-growth fuzz faults rehearse mutate lock clean

help: ## Cette liste
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

serve: ## Démarre le site de démonstration (PORT=8000, DEMO_PASSWORD=…)
	@$(PYTHON) deploy/install.py production
	@PORT=$(PORT) exec $(VENV) deploy/serve.py

test: ## Passe les essais courants : SQLite, ce qui diffère sur PostgreSQL, trois parcours au navigateur
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.run short $(ARGS)

test-all: ## Passe tout : PostgreSQL en entier, le navigateur, les foules, chaque adresse sous chaque compte
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.run all $(ARGS)

matrix: ## Essaie chaque adresse de l’administration sous chaque compte (PostgreSQL)
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.conference.regions.matrix

lint: ## Vérifie style, types, gabarits, migrations et règles de la maison
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.house.lint

bench: ## Mesure la vitesse des pages à côté d’un serveur nu, écrit bench.json (ARGS=--quick)
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.proofs.bench $(ARGS)

bench-growth: ## Mesure chaque page avec 50, 5 000 et 50 000 événements (ARGS=--quick)
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.proofs.bench.growth $(ARGS)

fuzz: ## Envoie 100 000 requêtes hostiles à toutes les adresses (ARGS=--quick)
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.proofs.fuzz $(ARGS)

faults: ## Arrête les serveurs, tue les processus, presse la foule à la porte (ARGS=--quick)
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.proofs.faults $(ARGS)

rehearse: ## Répète toute la production sur cette machine, mise à jour comprise (ARGS=--quick)
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.proofs.rehearse $(ARGS)

mutate: ## Retire chaque usage de la règle des régions et vérifie qu’un test le voit (ARGS=--quick)
	@$(PYTHON) deploy/install.py production development
	@exec $(VENV) -m tests.proofs.mutate $(ARGS)

lock: ## Refait les listes verrouillées de bibliothèques d’après pyproject.toml
	@$(PYTHON) deploy/install.py production development
	@$(VENV) -m pip install --quiet --disable-pip-version-check 'uv>=0.13'
	$(LOCK) $(UPGRADE) pyproject.toml -o $(REQUIREMENTS)/production.txt
	$(LOCK) $(UPGRADE) --group development -c $(REQUIREMENTS)/production.txt -o $(REQUIREMENTS)/development.txt

clean: ## Supprime ce qui se refait : .venv, caches, rapports (garde var/)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .grimp_cache test-results var/tests
