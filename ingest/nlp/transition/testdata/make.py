"""Writes parsers and entity recognisers with random weights and what spaCy makes of them, for transition's tests.

    pip install spacy==3.8.18 && python make.py        (in this folder)

Each <case>.json.gz holds the files of the component, the tokens' vectors, and spaCy's answers. With random weights states
come up that no trained parser visits: tokens that go back to the buffer, sentences within sentences, trees that cross.
"""

import base64, gzip, json, random
import numpy
import spacy
from spacy.ml.models import MaxoutWindowEncoder, MultiHashEmbed, build_Tok2Vec_model, build_tb_parser_model
from spacy.pipeline import DependencyParser, EntityRecognizer
from spacy.tokens import Doc

WORDS = "the a of to in and China Russia spoke met 24 U.S. , . \n".split(" ") + ["  ", "foreign", "minister", "Zelenskyy", "😀"]
LENGTHS = [9, 0, 1, 2, 3, 40, 1, 75, 17, 5, 0]


def documents(vocab, given):
    """Documents of random words; with given, some sentence bounds are set beforehand."""
    r = random.Random(7)
    docs = []
    for n in LENGTHS:
        words = [r.choice(WORDS) for _ in range(n)]
        doc = Doc(vocab, words=words)
        for i in range(1, n):
            if given and r.random() < 0.4:
                doc[i].is_sent_start = r.random() < 0.3
        docs.append(doc)
    return docs


def randomize(model, seed):
    r = numpy.random.RandomState(seed)
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                shape = node.get_param(name).shape
                scale = 2 / numpy.sqrt(shape[-1]) if name == "W" else 0.3 if name == "b" else 1.0
                node.set_param(name, (r.randn(*shape) * scale).astype("f"))


def component(kind, vocab, hidden, extra, pieces, upper, actions):
    tok2vec = build_Tok2Vec_model(
        MultiHashEmbed(width=8, attrs=["NORM", "SHAPE"], rows=[25, 10], include_static_vectors=False),
        MaxoutWindowEncoder(width=8, window_size=1, maxout_pieces=3, depth=1),
    )
    model = build_tb_parser_model(tok2vec, "parser" if kind is DependencyParser else "ner", extra, hidden, pieces, upper)
    settings = {"min_action_freq": 1, "learn_tokens": False} if kind is DependencyParser else {}
    pipe = kind(vocab, model, update_with_oracle_cut_size=100, **settings)
    pipe.moves.initialize_actions(actions)
    return pipe


def case(name, kind, actions, hidden=8, extra=False, pieces=2, upper=True, given=False, seed=None):
    vocab = spacy.blank("en").vocab
    pipe = component(kind, vocab, hidden, extra, pieces, upper, actions)
    docs = documents(vocab, given)
    pipe.model.attrs["resize_output"](pipe.model, pipe.moves.n_moves)
    pipe.model.initialize(X=[d for d in docs if len(d)])
    randomize(pipe.model, len(name) if seed is None else seed)
    files = {
        "model": base64.b64encode(pipe.model.to_bytes()).decode(),
        "moves": base64.b64encode(pipe.moves.to_bytes(exclude=["strings"])).decode(),
        "cfg": base64.b64encode(json.dumps(pipe.cfg).encode()).decode(),
    }
    tok2vec = pipe.model.get_ref("tok2vec").layers[0]
    before = [int(t.sent_start) for d in docs for t in d]
    vectors = numpy.concatenate([v.reshape((-1, 8)) for v in tok2vec.predict(docs)])
    pipe.set_annotations(docs, pipe.predict(docs))
    out = dict(
        files,
        lens=[len(d) for d in docs],
        space=[t.is_space for d in docs for t in d],
        vectors=[float("%.9g" % v) for v in vectors.reshape(-1)],
    )
    if given:
        out["given"] = before
    if kind is DependencyParser:
        out["heads"] = [t.head.i for d in docs for t in d]
        out["deps"] = [t.dep_ for d in docs for t in d]
        out["sents"] = [1 if t.is_sent_start else -1 for d in docs for t in d]
        print(name, sum(s == 1 for s in out["sents"]), "sentences", sorted(set(out["deps"])))
    else:
        out["ents"] = [[i, e.start, e.end, e.label_] for i, d in enumerate(docs) for e in d.ents]
        print(name, len(out["ents"]), "entities")
    with gzip.GzipFile(name + ".json.gz", "wb", mtime=0) as f:
        f.write(json.dumps(out, separators=(",", ":")).encode())


ARCS = {
    0: {"": 900}, 1: {"": 800},
    2: {"nsubj": 30, "det": 40, "prep||dobj": 7, "dep": 1, "aux": 30, "advmod||conj": 3},
    3: {"dobj": 25, "prep": 60, "punct": 60, "dep": 2, "relcl||nsubj": 9, "conj": 8},
    4: {"ROOT": 100},
}
# The labels that spaCy itself adds when it first parses are there, so that the network's classes are those of the file.
ADDED = {k: dict(v) for k, v in ARCS.items()}
for action, labels in ADDED.items():
    for label, freq in (("ROOT", -1), ("dep", -2)):
        labels.setdefault(label, freq)
SPANS = {0: {}, 5: {"": 1}}
for action in (1, 2, 3, 4):
    SPANS[action] = {"PERSON": 9, "GPE": 12, "ORG": 9, "DATE": 1}
SPANS[4][""] = 1

case("parser", DependencyParser, ADDED)
case("parser, bounds given", DependencyParser, ADDED, given=True, seed=3)
case("parser, 13 tokens", DependencyParser, ADDED, extra=True, pieces=3)
case("parser, no upper layer", DependencyParser, ADDED, upper=False, given=True)
case("parser, one piece", DependencyParser, ADDED, pieces=1, hidden=12)
case("ner", EntityRecognizer, SPANS)
case("ner, 6 tokens", EntityRecognizer, SPANS, extra=True, hidden=16)
case("ner, bounds given", EntityRecognizer, SPANS, given=True, pieces=3)
case("ner, no upper layer", EntityRecognizer, SPANS, upper=False)
