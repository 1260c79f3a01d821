"""The numbers that decide how search ranks, in one place to be read: figures without them cannot be repeated."""

from index import fusion, passages, ranking, reranking

Numbers = dict[str, float | int | str]


def configuration() -> Numbers:
    """Every such number by name."""
    return {
        "splitter": passages.SPLITTER,
        "passage_tokens": passages.MAX_TOKENS,
        "head": ranking.HEAD,
        "meaning": fusion.MEANING,
        "parts_weight": fusion.PARTS_WEIGHT,
        "source_bonus": fusion.SOURCE_BONUS,
        "date_bonus": fusion.DATE_BONUS,
        **{f"rerank_{name}": value for name, value in reranking.NUMBERS.items()},
    }
