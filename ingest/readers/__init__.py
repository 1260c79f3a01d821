"""One reader per file format; `ingest.registry` lists them."""
