"""Figures: their data, tables and drawings."""
