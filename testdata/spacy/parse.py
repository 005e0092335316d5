"""Prints what spaCy makes of texts, one JSON object a document, for comparison with package nlp.

    python parse.py PIPELINE TEXTS... > records.jsonl

PIPELINE is the name of an installed pipeline package or a pipeline folder. Each of TEXTS is a text file, a JSON Lines file
with "text" and perhaps "doc" or "id" and "title", or a folder of such. A record is the parse record of docs/design.md, and
besides "text", "noun_chunks" (token indices, half-open) and "norms".
"""

import importlib
import json
import os
import sys

import spacy


def load(name):
    if os.path.isdir(name):
        return spacy.load(name)
    return importlib.import_module(name.replace("-", "_")).load()


def texts(path):
    if os.path.isdir(path):
        for folder, dirs, files in os.walk(path):
            dirs.sort()
            for name in sorted(files):
                if name.endswith((".txt", ".jsonl")):
                    yield from texts(os.path.join(folder, name))
    elif path.endswith(".jsonl"):
        with open(path, encoding="utf-8") as lines:
            for n, line in enumerate(lines, 1):
                article = json.loads(line)
                if "text" not in article:
                    continue
                name = article.get("doc") or article.get("id") or f"{path}:{n}"
                title, text = article.get("title"), article["text"]
                yield str(name), f"{title}\n\n{text}" if title else text
    else:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            yield os.path.basename(path), file.read()


def record(name, doc):
    chunks = []
    if doc.vocab.get_noun_chunks is not None:
        chunks = [] if not doc.has_annotation("DEP") else [[chunk.start, chunk.end] for chunk in doc.noun_chunks]
    return {
        "doc": name,
        "text": doc.text,
        "tokens": [
            {
                "start": t.idx,
                "end": t.idx + len(t.text),
                "text": t.text,
                "tag": t.tag_,
                "pos": t.pos_,
                "morph": str(t.morph),
                "lemma": t.lemma_,
                "head": t.head.i,
                "dep": t.dep_,
                "sent_start": bool(t.is_sent_start),
            }
            for t in doc
        ],
        "entities": [{"start": e.start_char, "end": e.end_char, "label": e.label_} for e in doc.ents],
        "noun_chunks": chunks,
        "norms": [t.norm_ for t in doc],
    }


def main():
    nlp = load(sys.argv[1])
    for path in sys.argv[2:]:
        for name, text in texts(path):
            json.dump(record(name, nlp(text)), sys.stdout, ensure_ascii=False, separators=(",", ":"))
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
