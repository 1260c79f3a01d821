"""Judged questions in, measures out.

Questions  `evaluation.judged`     judged questions and claims, as files
Retrieval  `evaluation.retrieval`  what search finds, saved as a TREC run; `evaluation.measures` scores it
"""
