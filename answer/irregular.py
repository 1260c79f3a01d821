"""English words whose forms no ending tells: "stuck" is of "stick", "children" of "child". Words in, base forms out."""

_FORMS = """
arise arose arisen | beat beaten | begin began begun | bend bent | bind bound | bite bit bitten | bleed bled
blow blew blown | break broke broken | breed bred | bring brought | build built | burn burnt | buy bought
catch caught | choose chose chosen | cling clung | come came | creep crept | deal dealt | dig dug | draw drew drawn
dream dreamt | drink drank drunk | drive drove driven | eat ate eaten | fall fell fallen | feed fed | feel felt
fight fought | flee fled | fling flung | fly flew flown | forbid forbade forbidden | forget forgot forgotten
forgive forgave forgiven | freeze froze frozen | give gave given | go went gone | grow grew grown | hang hung
hear heard | hide hid hidden | hold held | keep kept | know knew known | lay laid | lead led | leave left | lend lent
lose lost | mean meant | meet met | pay paid | ride rode ridden | ring rang rung | rise rose risen | run ran
see saw seen | seek sought | sell sold | send sent | shake shook shaken | shine shone | shoot shot | show shown
shrink shrank shrunk | sing sang sung | sink sank sunk | sit sat | sleep slept | slide slid | speak spoke spoken
spend spent | spin spun | spring sprang sprung | stand stood | steal stole stolen | stick stuck | sting stung
strike struck stricken | swear swore sworn | sweep swept | swim swam swum | swing swung | take took taken
teach taught | tear tore torn | tell told | think thought | throw threw thrown | understand understood | wake woke woken
wear wore worn | weave wove woven | weep wept | win won | wind wound | withdraw withdrew withdrawn | write wrote written
become became | overcome overcame | undergo underwent undergone | undertake undertook undertaken | rebuild rebuilt
child children | man men | woman women | foot feet | tooth teeth | person people | life lives | wife wives
half halves | leaf leaves | knife knives | thief thieves | wolf wolves | mouse mice | goose geese
"""


_UNCHANGED = "beat bet bid burst cast cost cut hit hurt let put quit rid set shed shut spit split spread thrust"

_FAMILIES = [family.split() for line in _FORMS.strip().splitlines() for family in line.split("|")]


def _bases() -> dict[str, str]:
    # A form of two words ("found", "wound") is taken for the first.
    bases: dict[str, str] = {}
    for base, *forms in _FAMILIES:
        for form in forms:
            bases.setdefault(form, base)
    return bases


BASES = _bases()
"""The base form by each irregular one."""

PAST = {base: forms[0] for base, *forms in _FAMILIES} | {word: word for word in _UNCHANGED.split()}
"""The simple past by its base form; what is no verb is never asked for."""
