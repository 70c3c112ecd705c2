"""What all other rooms use: warnings, settings, records, dates, texts, checks of what authors write."""
