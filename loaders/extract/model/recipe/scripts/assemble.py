"""assemble.py PARSE_MODEL OUT_DIR: the pipeline (tok2vec, tagger, morphologizer, parser, trainable_lemmatizer) with its licence and sources"""
import sys, spacy
nlp = spacy.load(sys.argv[1])
SOURCES = [
 ("UD_English-EWT 2.16", "https://github.com/UniversalDependencies/UD_English-EWT", "CC BY-SA 4.0", "UD EWT authors (Silveira et al. 2014 and later contributors)"),
 ("GUM 11 (news, interview, bio, voyage, speech, academic, court, textbook, vlog only)", "https://github.com/amir-zeldes/gum", "annotations CC BY 4.0; texts CC BY / CC BY-SA / public domain per genre", "Amir Zeldes and the GUM annotators"),
 ("Casus news sentences (own.conllu)", "", "CC BY-SA 4.0", "the Casus contributors"),
]
nlp.meta.update(name="news_ud_small", version="0.2.0", license="CC BY-SA 4.0", author="", email="", url="", spacy_version=">=3.8.7,<3.9.0",
    description="English tagger, morphologizer, UD parser and edit-tree lemmatizer for news of war, trained from scratch on openly licensed corpora only.",
    sources=[dict(name=a, url=b, license=c, author=d) for a, b, c, d in SOURCES])
nlp.to_disk(sys.argv[2]); print(nlp.pipe_names, sys.argv[2])
