"""Judged questions in, measures out.

Files      `evaluation.records`, lines of JSON
Retrieval  `evaluation.judged`; `evaluation.facts`; `evaluation.retrieval` keeps what search finds as a TREC run;
           `evaluation.measures`; `evaluation.retrieval_report`, with `evaluation.provenance`
Answers    `evaluation.answers_questions`; `evaluation.answers`; `evaluation.answers_measures`
Copies     `evaluation.copies` makes a judged set of an archive's articles, with `evaluation.copy_edits` and
           `evaluation.copy_decoys`; `evaluation.copies_report`
Refusal    `evaluation.refusal_cases` gathers evidence; `evaluation.refusal_fit` fits the model that `answer` ships
"""
