"""Writes tok2vec networks with random weights and what spaCy computes with them, for tok2vec's tests.

    pip install spacy==3.8.18 && python make.py        (in this folder)

Each <case>.json.gz holds the model's bytes, its attributes, the documents' attribute values, and the expected vectors and,
for networks with an output layer, classes. Weights are random: sizes, windows and layouts matter here, not English.
"""

import base64, gzip, json, random
import numpy
import spacy
from spacy.ml.models import MultiHashEmbed, MaxoutWindowEncoder, build_Tok2Vec_model
from spacy.ml.models.tagger import build_tagger_model
from spacy.tokens import Doc
from spacy.vectors import Vectors

WORDS = "the a of to in and China Russia spoke met 24 U.S. , . \n".split(" ") + ["  ", "foreign", "minister", "Zelenskyy", "😀"]
LENGTHS = [7, 0, 1, 2, 3, 19, 1, 5, 0]


def documents(vocab):
    r = random.Random(7)
    docs = []
    for n in LENGTHS:
        words = [r.choice(WORDS) for _ in range(n)]
        docs.append(Doc(vocab, words=words, spaces=[r.random() < 0.8 for _ in words]))
    return docs


def randomize(model, seed):
    """Replaces all weights by random ones of a size that keeps values in bounds."""
    r = numpy.random.RandomState(seed)
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                shape = node.get_param(name).shape
                scale = 1 / numpy.sqrt(shape[-1]) if name == "W" else 1.0
                node.set_param(name, (r.randn(*shape) * scale).astype("f"))


def case(name, width, attrs, rows, depth, window, pieces, classes=0, vectors=0):
    nlp = spacy.blank("en")
    if vectors:
        keys = ["the", "China", "met", "minister"]
        data = numpy.random.RandomState(5).randn(len(keys), vectors).astype("f")
        nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=data, keys=keys)
    model = build_Tok2Vec_model(
        MultiHashEmbed(width=width, attrs=attrs, rows=rows, include_static_vectors=bool(vectors)),
        MaxoutWindowEncoder(width=width, window_size=window, maxout_pieces=pieces, depth=depth),
    )
    if classes:
        model = build_tagger_model(model, nO=classes)
    docs = documents(nlp.vocab)
    model.initialize(X=docs)
    randomize(model, len(name))
    tok2vec = model.get_ref("tok2vec") if classes else model
    expected = numpy.concatenate([v.reshape((-1, width)) for v in tok2vec.predict(docs)])
    columns = attrs + (["ORTH"] if vectors else [])
    out = {
        "model": base64.b64encode(model.to_bytes()).decode(),
        "attrs": columns,
        "lens": [len(d) for d in docs],
        "values": [int(v) for d in docs if len(d) for v in d.to_array(columns).reshape(-1)],
        "vectors": [float("%.7g" % v) for v in expected.reshape(-1)],
    }
    if classes:
        out["classes"] = [int(c) for s in model.predict(docs) if len(s) for c in s.argmax(axis=1)]
    if vectors:
        v = nlp.vocab.vectors
        out["static"] = {"keys": [int(k) for k in v.key2row], "rows": [int(r) for r in v.key2row.values()],
                         "data": [float(x) for x in v.data.reshape(-1)], "width": vectors}
    with gzip.GzipFile(name + ".json.gz", "wb", mtime=0) as f:
        f.write(json.dumps(out, separators=(",", ":")).encode())


ALL = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
case("english", 16, ALL, [30, 10, 20, 20, 5, 5], 4, 1, 3)
case("tagger", 16, ALL[:4], [30, 10, 20, 20], 2, 1, 3, classes=5)
case("senter", 8, ALL[:5], [20, 10, 10, 10, 5], 2, 1, 2, classes=2)
case("odd", 10, ["LOWER", "SHAPE"], [20, 10], 3, 1, 3)
case("wide window", 8, ["NORM"], [25], 2, 2, 3)
case("shallow", 8, ["NORM", "SUFFIX"], [25, 10], 1, 1, 4)
case("static vectors", 8, ["NORM", "SHAPE"], [25, 10], 2, 1, 3, vectors=6)
