"""From the house's receipts to the wire's."""

from answer.receipts import Receipt
from answer.replay import Replay
from api import receipt_schemas as wire
from api import shape
from api.schemas import Filters
from index.filters import Filters as AskedFilters


def receipt(kept: Receipt) -> wire.Receipt:
    """An answer as it was given, and what it was given from."""
    return wire.Receipt(
        answer_id=kept.answer_id,
        asked_at=kept.asked_at,
        product=kept.product,
        models=wire.Models.model_validate(kept.models, from_attributes=True),
        filters=filters(kept.request.filters),
        answer=shape.answer(kept.answer),
        retrieved=[wire.Retrieved.model_validate(each, from_attributes=True) for each in kept.retrieved],
        redacted=list(kept.redacted),
    )


def filters(asked: AskedFilters) -> Filters:
    """What an answer was limited to."""
    return Filters(
        date_from=asked.date_from.isoformat() if asked.date_from else None,
        date_to=asked.date_to.isoformat() if asked.date_to else None,
        source=list(asked.sources),
        section=list(asked.sections),
        byline=list(asked.bylines),
        language=list(asked.languages),
        kind=[kind.value for kind in asked.kinds],
        as_of=asked.as_of.isoformat() if asked.as_of else None,
        file=list(asked.files),
        date_field=asked.date_field.value,
        undated=asked.undated,
        collection=list(asked.collections),
    )


def replay(found: Replay) -> wire.Replay:
    """What has changed since an answer was given."""
    return wire.Replay(
        receipt=receipt(found.receipt),
        answer=shape.answer(found.answer),
        models=wire.Models.model_validate(found.models, from_attributes=True),
        product=found.product[1],
        same_answer=found.same_answer,
        same_generation=found.generations[0] == found.generations[1],
        same_models=not found.models_changed,
        gone=list(found.gone),
        new=list(found.new),
        citations=[
            wire.CitationNow(
                citation=shape.citation(each.citation),
                standing=each.standing.value,
                verbatim=each.verbatim,
                current=each.current,
                again=each.again,
            )
            for each in found.citations
        ],
    )
