"""own.py OWN.conllu DATA_DIR [FIRST]: what the fine-tuning learns from our own sentences.
 own_test.spacy         every fifth sentence, kept aside
 parse_train_own.spacy  parse_train_aug.spacy + the other four fifths, each REPEATS times with other names and numbers (the first time as written)
                        + A4: "CLAUSE, X said." of the gold trees with an apposition after the speaker, or with the verb before the speaker"""
import random, sys
from pathlib import Path
import spacy
from spacy.tokens import Doc, DocBin
OWN, D = Path(sys.argv[1]), Path(sys.argv[2]); nlp = spacy.blank("en"); rnd = random.Random(2)
REPEATS, FIRST = 10, int(sys.argv[3]) if len(sys.argv) > 3 else None  # how many of the sentences, from the first on
SPEECH = {"say", "report", "announce", "confirm", "warn", "add", "write", "claim"}
STATES = "Russia Ukraine Israel Iran Rwanda Turkey France Germany Poland Sudan Syria Yemen Japan Romania Norway Egypt Somalia India Pakistan Lebanon Belarus China Sweden Serbia Ethiopia Chad Libya".split()
CAPITALS = "Moscow Kyiv Tehran Kigali Berlin Washington Seoul Ankara London Baghdad Minsk Belgrade Paris Khartoum Warsaw Tokyo Islamabad Damascus Beirut Cairo Pyongyang Beijing Delhi Riyadh".split()
TOWNS = "Odesa Kharkiv Homs Hama Kherson Rafah Goma Toretsk Kurakhove Pokrovsk Nikopol Dnipro Lyman Dvorichna Kostiantynivka Mariupol Bukavu Idlib Gaza Tyre Bakhmut Avdiivka Kursk Belgorod Nyala Lashio Mosul Aleppo".split()
PEOPLE = "Kovalenko Marwan Ostrova Demir Haddad Petrenko Amina Lysenko Marchenko Salim Reznik Idris Lebed Khan Osman Umerov Guterres Lavrov Syrskyi Hamdan Nasser Tshisekedi Burhan Novak Erdogan Gallant Podolyak Lammy Biden Macron".split()
POOLS = [set(STATES), set(CAPITALS), set(TOWNS), set(PEOPLE)]
OFFICES = ["the|DET|DT|det head|NOUN|NN|HEAD of|ADP|IN|case+ the|DET|DT|det+ regional|ADJ|JJ|amod+ administration|NOUN|NN|nmod", "a|DET|DT|det spokesman|NOUN|NN|HEAD for|ADP|IN|case+ the|DET|DT|det+ ministry|NOUN|NN|nmod",
           "the|DET|DT|det defence|NOUN|NN|compound minister|NOUN|NN|HEAD", "its|PRON|PRP$|nmod:poss chief|ADJ|JJ|amod negotiator|NOUN|NN|HEAD", "a|DET|DT|det resident|NOUN|NN|HEAD of|ADP|IN|case+ the|DET|DT|det+ town|NOUN|NN|nmod",
           "the|DET|DT|det army|NOUN|NN|compound commander|NOUN|NN|HEAD in|ADP|IN|case+ the|DET|DT|det+ east|NOUN|NN|nmod", "who|PRON|WP|nsubj commands|VERB|VBZ|RELCL a|DET|DT|det+ brigade|NOUN|NN|obj"]

def read(path):
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        yield [dict(form=r[1], lemma=r[2], pos=r[3], tag=r[4], morph="" if r[5] == "_" else r[5], head=int(r[6]) - 1 if r[6] != "0" else i, dep="ROOT" if r[7] == "root" else r[7], space="SpaceAfter=No" not in r[9]) for i, r in enumerate(rows)]

def doc(rows):
    return Doc(nlp.vocab, words=[r["form"] for r in rows], spaces=[r["space"] for r in rows], tags=[r["tag"] for r in rows], pos=[r["pos"] for r in rows], morphs=[r["morph"] for r in rows],
               lemmas=[r["lemma"] for r in rows], heads=[r["head"] for r in rows], deps=[r["dep"] for r in rows])

def varied(rows):
    """The same sentence about other names, with other numbers; one name stays one name throughout."""
    named, out = {}, []
    for r in rows:
        r = dict(r)
        pool = next((p for p in POOLS if r["form"] in p), None)
        if pool is not None and r["pos"] == "PROPN":
            if r["form"] not in named:
                named[r["form"]] = rnd.choice(sorted(pool - set(named.values())))
            r["form"] = r["lemma"] = named[r["form"]]
        elif r["tag"] == "CD" and r["form"].isdigit() and r["form"] != "1":
            size = len(r["form"])
            r["form"] = r["lemma"] = str(rnd.randint(2, 9) if size == 1 else rnd.randint(10, 99) if size == 2 else rnd.randint(10 ** (size - 3), 10 ** (size - 2) - 1) * 100)
        out.append(r)
    return out

def office(speaker):
    """The rows of ", the head of the regional administration," after a speaker at a place."""
    words = [w.split("|") for w in rnd.choice(OFFICES).split()]
    at = {i: speaker + 2 + i for i in range(len(words))}
    head = next(i for i, w in enumerate(words) if w[3].rstrip("+") in ("HEAD", "RELCL"))
    last = len(words) - 1
    comma = lambda space: dict(form=",", lemma=",", pos="PUNCT", tag=",", morph="", head=at[head], dep="punct", space=space)
    rows = [comma(True)]
    for i, (form, pos, tag, dep) in enumerate(words):
        inner = dep.endswith("+"); dep = dep.rstrip("+")
        if dep == "HEAD": up, dep = speaker, "appos"
        elif dep == "RELCL": up, dep = speaker, "acl:relcl"
        elif dep in ("nmod", "obj"): up = at[head]
        else: up = at[last] if inner else at[head]
        rows.append(dict(form=form, lemma=form, pos=pos, tag=tag, morph="", head=up, dep=dep, space=i < last))
    return rows + [comma(True)]

def wire(sent):
    """'CLAUSE, X said.' with an apposition after X, or turned: 'CLAUSE, said X.'"""
    root, n = sent.root, len(sent)
    subject = [c for c in root.children if c.dep_ == "nsubj"]; clause = [c for c in root.children if c.dep_ == "ccomp"]
    if root.lemma_.lower() not in SPEECH or n < 8 or len(subject) != 1 or len(clause) != 1 or not clause[0].i < subject[0].i < root.i or root.i != sent.end - 2 or sent[-1].pos_ != "PUNCT": return None
    part = list(subject[0].subtree)
    if part[-1].i != root.i - 1 or part[0].i == sent.start or sent[part[0].i - 1 - sent.start].text != "," or subject[0].i != part[-1].i: return None
    base, s = sent.start, subject[0].i - sent.start
    rows = [dict(form=t.text, lemma=t.lemma_, pos=t.pos_, tag=t.tag_, morph=str(t.morph), head=t.head.i - base, dep=t.dep_, space=bool(t.whitespace_)) for t in sent]
    if rnd.random() < .3:
        first, verb = part[0].i - base, n - 2
        order = [*range(first), verb, *range(first, verb), n - 1]; at = {old: new for new, old in enumerate(order)}
        rows = [dict(rows[i], head=at[rows[i]["head"]], space=True) for i in order]
        rows[-2]["space"] = False
        for k in range(1, len(rows)):
            if rows[k]["pos"] == "PUNCT" and rows[k]["form"] in ",.;:": rows[k - 1]["space"] = False
        return doc(rows)
    new = office(s); extra = len(new)
    shift = lambda i: i if i <= s else i + extra
    rows = [dict(r, head=shift(r["head"])) for r in rows]; rows[s]["space"] = False
    return doc(rows[:s + 1] + new + rows[s + 1:])

own = list(read(OWN))[:FIRST]
kept, learnt = own[4::5], [r for i, r in enumerate(own) if i % 5 != 4]
DocBin(docs=[doc(r) for r in kept]).to_disk(D / "own_test.spacy")
ours = [doc(r) for r in learnt] + [doc(varied(r)) for r in learnt for _ in range(REPEATS - 1)]
base = list(DocBin().from_disk(D / "parse_train_aug.spacy").get_docs(nlp.vocab))
turned = [d for b in base for s in b.sents if (d := wire(s)) is not None]
rnd.shuffle(turned)
print(len(kept), "kept aside,", len(learnt), "learnt,", len(ours), "varied,", len(turned), "A4")
everything = base + ours + turned[:1000]; rnd.shuffle(everything)
DocBin(docs=everything).to_disk(D / "parse_train_own.spacy")
