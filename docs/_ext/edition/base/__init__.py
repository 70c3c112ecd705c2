"""What every other room stands on: records, dates, text."""
