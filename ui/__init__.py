"""Streamlit over HTTP. Draws, never decides; knows of the house only the wire format.

app            the script that Streamlit runs: which page the address asks for, and every error it can show
launch         the Streamlit server with everything switched off that would call elsewhere
client         the API, over HTTP
ask_page       a question, its answer and citations
conversation   the questions before this one, and the box for the next
downloads      buttons that save an answer or a search as a file
search_page    words and filters, the hits
narrowing      what was found, counted by field and over time: links that limit the search
ways           a search's other orders, modes and readings, and its pages: links that change it
article_page   an article's version with the cited words marked
photo_page     a photograph, its caption and where it appeared
filter_form    the filters that asking and searching share
address        what an address asks for, and the addresses of pages
reading        a version's text as paragraphs, notes and captions, with the cited words marked
pieces         what several pages draw: masthead, hits, figures, problems
wording        dates, labels and citations in words
thumbnail      a picture file to a small picture inside the page
markup         HTML in which every text is escaped
"""
