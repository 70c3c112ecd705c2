"""Entries: terms of the glossary, events of the timeline, links to downloads."""
