"""The parts of ``scripts/build.py``: inputs, lock, Sphinx itself, the output and the live preview."""
