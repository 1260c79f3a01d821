"""Files in, articles and photographs into the record.

The run        `ingest.run`        paths in, a report out; `ingest.walk` finds files, `ingest.report` counts
Reading        `ingest.reader`     the seam; `ingest.registry` the table of readers; `ingest.readers` one per format
Composing      `ingest.compose`    a draft becomes the one text that citations point into; `ingest.normalise`
Reconciling    `ingest.reconcile`  which article a draft is, and which version; `ingest.identity` its mark
Shared habits  `ingest.dates`, `ingest.bylines`, `ingest.captions`, `ingest.credits`, `ingest.notes`, `ingest.fields`
"""
