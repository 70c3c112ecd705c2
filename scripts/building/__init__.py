"""The parts of ``scripts/build.py``: what a book is made from, one build at a time, and the change from old to new."""
