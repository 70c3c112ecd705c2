"""The search: its page, index and scripts, and extra words by which readers look for units."""
