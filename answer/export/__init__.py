"""An answer or a list of hits in, a file for a reference manager, a spreadsheet or a desk out.

references  what is exported: articles with the words quoted from them
ris, bibtex, csl, csv_table, fact_sheet  one format each: values in, text out
formats     the formats by name, with their types and file endings
"""
