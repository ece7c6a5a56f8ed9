"""Datasets: a pair of files each, one that says what a row claims and one that describes the dataset."""
