#!/bin/bash
# Make english.zip again: clones of the corpora in, the zip out (2 cores, Python 3.11, no GPU, about 35 minutes).
#   UniversalDependencies/UD_English-EWT   15d613d8   CC BY-SA 4.0
#   amir-zeldes/gum                        72ce5ac14  per genre (9 of 16 genres used)
#   UniversalDependencies/UD_English-GUM   afb41ee    only for the official dev/test file lists
#   UniversalDependencies/UD_English-PUD   f16eba4    CC BY-SA 3.0   (test only)
# own.conllu beside this file: sentences of our own, CC BY-SA 4.0; every fifth of them is test only.
set -euo pipefail
clones=${1:?folder with clones of the corpora named above, <name> or <owner>+<name>/repo}
python3 -m venv venv
. venv/bin/activate
pip install 'spacy==3.8.18'
python scripts/prepare.py "$clones" data
python scripts/augment.py data
export OMP_NUM_THREADS=1
python -m spacy train configs/parse.cfg --vars.steps 4500 --training.eval_frequency 900 --output train/p96
python -m spacy train configs/parse_ft.cfg --code scripts/fix_lemma.py --paths.base train/p96/model-best \
  --vars.steps 1100 --training.eval_frequency 550 --output train/p96a
# Our sentences: the first 324 of them, then all; the mean with the weights before keeps what other texts need.
python scripts/own.py own.conllu data 324
python -m spacy train configs/own.cfg --code scripts/fix_lemma.py --paths.base train/p96a/model-best --output train/own1
python scripts/own.py own.conllu data
python -m spacy train configs/own.cfg --code scripts/fix_lemma.py --paths.base train/own1/model-last \
  --vars.steps 350 --training.optimizer.learn_rate.initial_rate 0.0004 \
  --training.optimizer.learn_rate.warmup_steps 20 --output train/own2
python scripts/average.py train/mean train/p96a/model-best:0.3 train/own2/model-last:0.7
python scripts/assemble.py train/mean model
python scripts/fp16.py pack model ../english.zip
python scripts/evaluate.py model data
