"""Figures: their data, tables and drawings; one module per figure, the others are shared by all."""
