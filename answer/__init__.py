"""A question in, a verified, cited answer or an honest refusal out. No HTTP.

Values     `answer.model`
Compose    `answer.writer` (seam), `answer.extractive`, `answer.model_writer` (over `answer.chat`, the seam to a model)
Check      `answer.verify`, `answer.claims`, `answer.addressed`
Decide     `answer.refusal`
Together   `answer.desk` is the reference desk: search, ask, look up
"""
