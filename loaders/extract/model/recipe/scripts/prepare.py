"""Build .spacy files from openly licensed corpora held as local (bare) git clones.

usage: prepare.py MIRROR_DIR OUT_DIR
MIRROR_DIR/<owner>+<name>/repo (bare), MIRROR_DIR/<name> or MIRROR_DIR/<owner>/<name>: any clone works (see repo()).

Training  : UD EWT (CC BY-SA 4.0) + GUM genres whose texts are PD/CC BY/CC BY-SA
Held out  : UD PUD (CC BY-SA 3.0)
"""
import sys, subprocess, random
from pathlib import Path
from collections import Counter
import spacy
from spacy.tokens import Doc, DocBin

MIR, OUT = Path(sys.argv[1]), Path(sys.argv[2])
OUT.mkdir(parents=True, exist_ok=True)
nlp = spacy.blank("en")

def repo(name):
    for p in (MIR / name.replace("/", "+") / "repo", MIR / name.split("/")[1], MIR / name):
        if p.exists():
            return str(p)
    raise SystemExit(f"no clone of {name}")

def git(name, *args):
    return subprocess.run(["git", "-C", repo(name), *args], capture_output=True, check=True).stdout

def show(name, path, rev="HEAD"):
    return git(name, "show", f"{rev}:{path}").decode("utf8")

def ls(name, path=""):
    out = git(name, "ls-tree", "-r", "--name-only", "-z", "HEAD", *([path] if path else [])).decode()
    return [x for x in out.split("\0") if x]

# ------------------------------------------------------------------ CoNLL-U
KEEP_FEATS = {"Number", "Person", "Tense", "VerbForm", "Voice", "Mood", "PronType", "Degree", "Case", "Poss",
              "Polarity", "NumType", "Definite", "Gender", "Reflex"}

def read_conllu(text):
    """yield (doc_id, sent_id, tokens) ; token = dict"""
    doc, sid, toks, mwt_end, mwt_space = None, None, [], 0, True
    for line in text.split("\n"):
        if not line.strip():
            if toks:
                yield doc, sid, toks
            toks, mwt_end = [], 0
        elif line.startswith("#"):
            if line.startswith("# newdoc id"):
                doc = line.split("=", 1)[1].strip()
            elif line.startswith("# sent_id"):
                sid = line.split("=", 1)[1].strip()
        else:
            c = line.split("\t")
            if "-" in c[0]:
                a, b = map(int, c[0].split("-"))
                mwt_end, mwt_space = b, "SpaceAfter=No" not in c[9]
                continue
            if "." in c[0]:
                continue
            i = int(c[0])
            space = "SpaceAfter=No" not in c[9]
            if mwt_end and i <= mwt_end:
                space = mwt_space if i == mwt_end else False
            feats = "" if c[5] == "_" else "|".join(f for f in c[5].split("|") if f.split("=")[0] in KEEP_FEATS)
            toks.append(dict(form=c[1], lemma=c[2], pos=c[3], tag=c[4], feats=feats, head=int(c[6]), dep=c[7],
                             space=space, misc=c[9]))
    if toks:
        yield doc, sid, toks

def lemma_of(t):
    l = t["lemma"]
    return t["form"] if l == "_" and t["form"] != "_" else l

def make_doc(sents):
    """sents: list of token lists -> Doc"""
    words, spaces, tags, pos, morphs, lemmas, heads, deps = [], [], [], [], [], [], [], []
    for toks in sents:
        off = len(words)
        for i, t in enumerate(toks):
            words.append(t["form"]); spaces.append(t["space"]); tags.append(t["tag"]); pos.append(t["pos"])
            morphs.append(t["feats"]); lemmas.append(lemma_of(t))
            heads.append(off + (t["head"] - 1 if t["head"] else i)); deps.append("ROOT" if t["head"] == 0 else t["dep"])
    return Doc(nlp.vocab, words=words, spaces=spaces, tags=tags, pos=pos, morphs=morphs, lemmas=lemmas, heads=heads, deps=deps)

def group(sents, size):
    """group consecutive sentences of one document into chunks"""
    out, cur, cur_doc = [], [], None
    for s in sents:
        if cur and (s[0] != cur_doc or len(cur) >= size):
            out.append(cur); cur = []
        cur.append(s); cur_doc = s[0]
    if cur:
        out.append(cur)
    return out

stats = Counter()
def save(name, docs):
    db = DocBin(store_user_data=False, docs=docs)
    db.to_disk(OUT / f"{name}.spacy")
    ntok = sum(len(d) for d in docs)
    print(f"{name:22s} docs {len(docs):6d} tokens {ntok:7d}")

# ------------------------------------------------------------------ UD EWT
EWT = "UniversalDependencies/UD_English-EWT"
def ewt(split):
    try:
        text = show(EWT, f"en_ewt-ud-{split}.conllu")
    except subprocess.CalledProcessError:          # snapshot lacks the big train file: rebuild it from the sources
        names = [l.strip() for l in show(EWT, f"not-to-release/file-lists/files.{split}").split("\n") if l.strip()]
        paths = {p.split("sources/")[1]: p for p in ls(EWT, "not-to-release/sources/")}
        parts = []
        for n in names:
            key = next((k for k in (n, n + ".xml.conllu", n + ".conllu", n.replace("-", "/", 1) + ".xml.conllu") if k in paths), None)
            if key is None:
                stats["ewt source missing"] += 1; continue
            parts.append(show(EWT, paths[key]))
        text = "\n\n".join(p.strip("\n") for p in parts) + "\n"
    return [(doc, toks) for doc, sid, toks in read_conllu(text)]

def to_docs(sents, size):
    return [make_doc([toks for _, toks in g]) for g in group(sents, size)]

# ------------------------------------------------------------------ GUM permissive genres
GUM, UDGUM = "amir-zeldes/gum", "UniversalDependencies/UD_English-GUM"
OK_GENRES = {"academic", "bio", "court", "interview", "news", "speech", "textbook", "vlog", "voyage"}
def gum():
    dev = set(show(UDGUM, "not-to-release/file-lists/files.dev").split()); test = set(show(UDGUM, "not-to-release/file-lists/files.test").split())
    res = {"train": [], "dev": [], "test": []}
    for p in ls(GUM, "dep/"):
        name = p.split("/")[-1].replace(".conllu", "")
        if not name.startswith("GUM_") or name.split("_")[1] not in OK_GENRES:
            continue
        split = "dev" if name in dev else "test" if name in test else "train"
        for doc, sid, toks in read_conllu(show(GUM, p)):
            res[split].append((name, toks))
    return res

if __name__ == "__main__":
    random.seed(0)
    E = {s: ewt(s) for s in ("train", "dev", "test")}
    G = gum()
    pud = [(sid, toks) for doc, sid, toks in read_conllu(show("UniversalDependencies/UD_English-PUD", "en_pud-ud-test.conllu"))]
    print("sentences", {f"ewt-{k}": len(v) for k, v in E.items()}, {f"gum-{k}": len(v) for k, v in G.items()}, "pud", len(pud))
    # parsing sets: chunks of <=6 sentences so the parser learns sentence boundaries
    ewt_train = to_docs(E["train"], 6); gum_train = to_docs(G["train"], 6)
    save("parse_ewt_train", ewt_train); save("parse_gum_train", gum_train)
    both = ewt_train + gum_train; random.shuffle(both); save("parse_train", both)
    ewt_dev, gum_dev = to_docs(E["dev"], 10), to_docs(G["dev"], 10)
    save("parse_dev", ewt_dev + gum_dev)
    save("ewt_dev", ewt_dev); save("ewt_test", to_docs(E["test"], 10)); save("gum_test", to_docs(G["test"], 10))
    save("gum_news_dev_test", to_docs([x for s in ("dev", "test") for x in G[s] if "_news_" in x[0] or "_interview_" in x[0]], 10))
    save("pud", to_docs(pud, 1))
    save("pud_news", to_docs([x for x in pud if x[0].startswith("n")], 1))
    print(dict(stats))
