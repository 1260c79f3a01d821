"""HTTP over search and answer: parse, one call, shape.

schemas     the wire format, the same as the command line's `--json`
receipt_schemas, receipt_shape  the same for receipts
shape       from the house's values to the wire's
parameters  from the wire's questions to the house's requests
endpoints   the paths, each three lines
streams     an answer in the making as server-sent events
pictures    a photograph's file, from the record's path to checked bytes
problems    every error to its status, in one table, in one JSON shape
guard       which host names are answered, and the headers every response carries
examples    the invented examples in the OpenAPI document
app         `create_app`: all of it over one `Desk`
"""
