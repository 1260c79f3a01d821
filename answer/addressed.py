"""Whether a text speaks to a machine that reads it rather than to the paper's readers. Such text is no evidence.

News that reports on such words puts them in quotation marks; so only what stands outside of them counts.
"""

import re
from functools import lru_cache

from answer.fitting import quotations

_RULES = r"(?:instructions?|prompts?|directions|guidelines|rules|commands|context|messages?|directives|programming)"
_OLD = r"(?:previous|prior|above|earlier|preceding|system|former|original|initial|existing|current)"
_MACHINE = (
    r"(?:(?:AI |A\.I\. )?(?:language models?|assistants?|chatbots?|summari[sz]ers?|answering systems?)|AIs?|LLMs?)"
)
_ENGLISH = (
    rf"\b(?:ignore|disregard|forget|override|bypass|do not follow)\b(?:\W+\w+){{0,3}}?\W+{_OLD}\W+(?:\w+\W+)?{_RULES}",
    rf"\b(?:ignore|disregard|forget|override|bypass)\s+(?:all\s+|any\s+)?(?:of\s+)?your\s+(?:\w+\s+)?{_RULES}",
    r"\byou are (?:now|no longer) (?:a |an |in |the |bound|restricted|free)\b",
    r"\byour (?:new|real|true|only) (?:task|instructions?|role|goal|objective|job|purpose) (?:is|are)\b",
    r"\b(?:system|developer) (?:prompt|instructions?|override)\b",
    r"\b(?:reveal|repeat|print|output|show|leak|disclose)\b[^.]{0,40}\b(?:your|the) (?:\w+ )?(?:prompt|instructions)\b",
    r"\b(?:as an?|dear|attention,?|note to|message (?:to|for)|instructions? (?:to|for))(?: an?| the| any| all)? "
    rf"{_MACHINE}(?:[,:!]|\b[^.]{{0,40}}\b(?:must|should|please|always|never)\b)",
    rf"\b{_MACHINE}\b[^.]{{0,30}}\b(?:must|shall|please|always|should)\b[^.]{{0,30}}"
    r"\b(?:answer|say|reply|respond|report|state|cite|output|include|mention|ignore)\b",
    r"^\W*(?:respond|reply|answer|output|say|state|write)\b[^.]{0,30}\b(?:only|exactly|with|that|instead|verbatim)\b"
    r"[^.]{0,200}\b(?:nothing else|do not|don't|no other|ignore|instead|as (?:a )?fact|cite|citing|\[\d+\])",
    r"\b(?:when|if) (?:asked|(?:you are|anyone|someone|a user|the user|users?) asks?(?:ed)?)\b[^.]{0,80}[,:]\s*"
    r"(?:always |only |just )?(?:say|answer|reply|respond|state|claim|tell)\b",
    r"\b(?:do not|don't|never) (?:mention|cite|quote|trust|use)\b[^.]{0,40}\b(?:other|these|those|the|any) "
    r"(?:sources?|passages?|articles?|documents?|context|citations?)\b",
    r"\b(?:the |this )?(?:correct |right |final |only |true )?answer (?:to|for) (?:the|this|any|every|all) "
    r"(?:user'?s? )?questions? is\b",
)
_OTHER_LANGUAGES = (
    r"\bignor(?:ez|er|e) (?:toutes? )?(?:les|vos|tes) (?:instructions|consignes|règles)",
    r"\b(?:ignoriere?n?|vergiss|vergessen sie|missachte)\b[^.]{0,40}\b(?:anweisungen|vorgaben|regeln|instruktionen)",
    r"\b(?:ignor[ae]n?|olvid[ae]|descart[ae])\b[^.]{0,30}\b(?:instrucciones|instruções|indicaciones|órdenes)",
    r"\bignora(?:te)?\b[^.]{0,30}\b(?:istruzioni|regole)",
    r"\bnegeer\b[^.]{0,30}\b(?:instructies|opdrachten)",
    r"\bигнорируй(?:те)?\b[^.]{0,40}\b(?:инструкции|указания|правила)",
    r"(?:忽略|无视|忽視|無視)[^。]{0,20}(?:指令|指示|说明|提示|規則)",
    r"(?:指示|命令)を(?:すべて)?無視",
    r"تجاهل[^.]{0,30}(?:التعليمات|الأوامر)",
)
_MARKUP = (
    r"<\|?\s*/?\s*(?:im_start|im_end|system|assistant|user|endoftext|eot_id|start_header_id|end_header_id|"
    r"begin_of_text|start_of_turn|end_of_turn|tool_call|tool_response|function_calls?|invoke|think)\b[^>]{0,40}>",
    r"\[/?INST\]|<</?SYS>>|\[/?SYSTEM_PROMPT\]|\[/?TOOL_CALLS?\]",
    r"^\W{0,4}(?:system|assistant|user)\s*(?:\([^)]{0,30}\)\s*)?:\s*\S",
    r"#{2,}\s*(?:instruction|response|system|assistant|user|input)s?\b",
    r"\"?(?:role|tool_calls?|function_call|arguments|tool_name)\"?\s*:\s*[\"{\[]",
)
_ADDRESSING = re.compile("|".join((*_ENGLISH, *_OTHER_LANGUAGES)), re.IGNORECASE)
_CONTROLLING = re.compile("|".join(_MARKUP), re.IGNORECASE | re.MULTILINE)
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
"""Characters that print as nothing or turn the line around; between letters they hide words from a search for them."""


@lru_cache(maxsize=4096)
def addresses_a_machine(text: str) -> bool:
    """Whether the text gives instructions to a language model, or the marks of one's conversations."""
    seen = _UNSEEN.sub("", text)
    if _CONTROLLING.search(seen):
        return True
    return any(not _is_quoted(match.span(), seen) for match in _ADDRESSING.finditer(seen))


def _is_quoted(span: tuple[int, int], text: str) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in quotations(text))
