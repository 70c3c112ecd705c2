"""The ledger: what each verdict rests on, the pages that list all claims and changes, and the claims as data."""
