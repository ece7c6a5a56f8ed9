"""Makes the generated files of the ontology out of its Turtle; run by `python -m ontology.generate`."""
