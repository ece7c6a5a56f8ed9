"""average.py OUT_DIR MODEL_DIR:WEIGHT...: one pipeline whose weights are the weighted mean of several of the same shape"""
import sys, spacy
parts = [p.rsplit(":", 1) for p in sys.argv[2:]]
nlps = [(spacy.load(path), float(weight)) for path, weight in parts]
def parameters(nlp):
    seen, found = set(), []
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk():
            if node.id not in seen:
                seen.add(node.id); found += [(node, p) for p in node.param_names if node.has_param(p)]
    return found
for row in zip(*(parameters(nlp) for nlp, _ in nlps), strict=True):
    mean = sum(weight * node.get_param(p) for (node, p), (_, weight) in zip(row, nlps))
    row[0][0].set_param(row[0][1], mean.astype("float32"))
nlps[0][0].to_disk(sys.argv[1])
