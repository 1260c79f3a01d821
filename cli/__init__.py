"""The `newsarchive` command: one verb per capability, and the place where the house is put together.

main       the command and its errors
options    what several verbs take
compose    from settings to a store, an index and a desk
drafts     an answer in the making
plain      text of the archive as a terminal may have it
show       tables, answers and hits for the terminal
*_verbs    the verbs, by what they are about
"""
