"""The steps of the receipts' own database, as those of the record in `versions`."""
