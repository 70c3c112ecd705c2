"""Entries: glossary, events, downloads."""
