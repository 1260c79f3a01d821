"""How the record's tables became what they are: one step a file in `versions`, applied by `archive.migrate`."""
