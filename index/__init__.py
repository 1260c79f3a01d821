"""The record in, a searchable generation out, and search over a generation.

Cut        `index.sentences`, `index.passages`
Embed      `index.embedder` (seam), `index.st_embedder`, `index.embedding_cache`
Build      `index.rebuild` writes what `index.generation` describes
Legs       `index.vectors` (seam), `index.faiss_vectors`; `index.keywords` (seam), `index.tantivy_keywords`
Search     `index.filters`, `index.query`, `index.fusion`, `index.search`; `index.configuration` has their numbers
Rerank     `index.reranker` (seam), `index.onnx_reranker`
Serve      `index.live` follows the generation in force
"""
