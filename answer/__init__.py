"""A question in, a verified, cited answer or an honest refusal out. No HTTP.

Values     `answer.model`
Compose    `answer.writer` (seam), `answer.extractive`
Check      `answer.verify`
Decide     `answer.refusal`
Together   `answer.desk` is the reference desk: search, ask, look up
"""
