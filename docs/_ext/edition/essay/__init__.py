"""The essay: its passages, claims, notes and commentary."""
