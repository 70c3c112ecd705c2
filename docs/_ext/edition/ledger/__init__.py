"""The ledger: claims in tables and as data."""
