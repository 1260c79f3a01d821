"""The record: what an article, a version and a photograph are, the store that keeps them, settings and errors.

Records    `archive.model`     values, no I/O
Store      `archive.store`     the seam; `archive.sql_store` keeps it in SQLite
Settings   `archive.settings`  one frozen object, built at the edge
Errors     `archive.errors`    the tree
"""
