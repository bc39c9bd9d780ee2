"""Words that bear on what a claim says: while one of them is unread, no verdict goes beyond the number beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SOME = r"(?:[\w'-]+ ){0,4}?"
_BEARING = (
    # comparison
    rf"\b(?:more|fewer|less|higher|lower|larger|bigger|smaller|greater|better|worse) {_SOME}than\b",
    r"\b(?:twice|thrice|compared (?:with|to)|versus|vs\.?|second only to|outnumber\w*|outpac\w*|"
    r"overt(?:ook|ake\w*)|eclips\w*|"
    r"dwarf\w*|trail(?:s|ed|ing)|behind only|ahead of|equal to|as many as (?=[A-Z]))\b",
    # change
    r"\b(?:fell|fallen|falling|dropp?(?:ed|ing)?|drops|declin\w+|decreas\w+|shrank|shrunk|plung\w+|"
    r"slid|plummet\w*|tumbl\w+|"
    r"loses?|lost|halv\w+|slow(?:ed|ing)|stall\w*)\b",
    r"\b(?:unchanged|steady|flat|plateau\w*|reach(?:ed|es|ing)? (?:a |an )?(?:record|peak|high|low)|peak(?:ed|s)?)\b",
    # scope
    r"\b(?:only|solely|exclusively|merely an?|entire(?:ly)?|wholly|all|every|each|both|neither|nobody|"
    r"none|never|except(?:ing)?|"
    r"excluding|exclud(?:es|ed)|besides|apart from|other than|aside from|not counting|remaining|"
    r"the rest|the others?|others|"
    r"unique\w*|alone|outside(?: of)?)\b",
    r"\b(?:no (?=[a-z])|not|without|cannot|n't)\b|n't\b",
    # rank and order
    r"\b(?:most|least|fewest|largest|biggest|highest|lowest|smallest|greatest|busiest|first|second|"
    r"third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth|last|final|latest|earliest|oldest|newest|top|bottom|leads?|leading|leader|"
    r"ranks?|ranked|ranking|"
    r"No\. \d+|number (?:one|two|three)|record|unprecedented|majority|minority|plurality)\b",
    # standing
    r"\b(?:cancel\w*|terminat\w*|end(?:s|ed|ing)|withdr\w+|quit|quits|left|leaves?|leaving|expir\w+|"
    r"rescind\w*|revok\w*|"
    r"suspend\w*|struck down|overturn\w*|reject\w*|den(?:y|ied|ies)|laps(?:e|ed|es|ing)|inactive|former|formerly|no longer|"
    r"renew\w*|amend\w*|revers\w+|"
    r"repeal\w*|abolish\w*|revived?|reinstat\w*|backed out|pulled out|dropped out|opt(?:ed)? out|"
    r"declin\w+|refus\w+|stopped|ceased|"
    r"resign\w*|sued|banned|bans?|forb\w+|prohibit\w*|outlaw\w*|barred|mandat\w+|requir\w+|must)\b",
    # not of fact, or not of that time
    r"\b(?:will|would|could|should|may|might|hopes?|hoped|plans?|planned|expect\w*|predict\w*|"
    r"project(?:s|ed)|aims?|goal|target\w*|"
    r"if|unless|propos\w+|potential\w*|likely|eligible|poised|set to|about to|on track)\b",
    # rates and means
    r"\b(?:average\w*|median|per capita|per[- ]\d[\d,]*|per (?:county|state|agency|officer|resident|"
    r"day|week|month|year)|"
    r"(?:a|each|every) (?:day|week|month)|annual(?:ly)?|daily|weekly|monthly|roughly half)\b",
    # what narrows
    r"\b(?:rural|urban|suburban|metro\w*|small(?:-town)?|Republican\w*|Democrat\w*|GOP|red|blue|"
    r"conservative|liberal|border|coastal|"
    r"southern|northern|eastern|western|midwestern|New England|South|Midwest|elected|appointed|tribal|"
    r"Black|Hispanic|Latino|"
    r"so-called sanctuary|sanctuary|populous|poorest|richest|wealth\w+|unique|distinct(?= from)|"
    r"separate|multiple|two or more|"
    r"more than one|at once|simultaneous\w*|"
    r"hybrid)\b",
    r"\b(?:new(?! (?:york|mexico|jersey|hampshire|orleans|haven|castle|hanover|kent|london|port))|"
    r"additional|extra|newly|"
    r"initial(?:ly)?|original(?:ly)?|again|another)\b",
    r"\b(?:pending|awaiting|applied|appl(?:y|ies|ying)|applications?|applicants?|pipeline|queue|"
    r"under review|in the process|negotiat\w+|"
    r"considering|interested)\b",
    # shares in words the numbers do not read
    r"\b(?:dozens?|scores|hundreds|thousands|handful|several|many|few|most|nearly all|almost all|"
    r"virtually all|half|third|quarter|"
    r"doubl\w+|tripl\w+|quadrupl\w+|\w+fold|times)\b",
)  # fmt: skip
_WORDS = re.compile("|".join(f"(?:{p})" for p in _BEARING), re.I)

_STRICT = re.compile("|".join(f"(?:{p})" for p in (_BEARING[0], _BEARING[1], _BEARING[2], _BEARING[4])), re.I)
_CLAUSE = re.compile(
    r"[;:\u2014]|, (?:and|but|while|as|which|who|whose|where|when|after|before|because|despite|"
    r"although|though|allowing|enabling|"
    r"giving|according|authorizing|leaving|making|prompting|raising|saying|adding|under|including|such as|"
    r"where)\b| (?:before|because|although|despite|whereas|"
    r"so that|in order to|aimed at|that (?:allow|would|will|can|could|let|give|enable|authorize|require|permit)s?) ",
    re.I,
)


def bears(word: str) -> bool:
    """Whether a word by itself bears on a claim, and so is weighed where it stands.

    >>> bears("lost"), bears("inherited")
    (True, False)
    """
    return bool(_WORDS.fullmatch(word))


def is_apart(text: str, start: int, number: int, word: str) -> bool:
    """Whether a word stands in another clause than a number, and neither compares nor narrows it."""
    low, high = sorted((start, number))
    return bool(
        _CLAUSE.search(text[max(0, low - 1) : high + (len(word) + 1 if start > number else 0)])
    ) and not _STRICT.fullmatch(word)


_HARMLESS = re.compile(
    r"\b(?:alone (?:accounts?|accounted|has|had|holds?|makes?|made|counts?)|"
    r"new (?=administration|president|term|year|law|governor|Congress|push|era)|half a year|"
    r"(?:revived|reinstated|resurrected|relaunched|renewed|newer|older|more aggressive) (?=task|model|program|jail|such)|"
    r"at least|at most|most recent(?:ly)?|no (?:fewer|more|less|later) than|not (?:less|more|"
    r"fewer) than|as many as"
    r"|of all(?: the)?|not only|such as|as well as|first (?:term|year|quarter|half|month|"
    r"Trump)|second (?:term|Trump|quarter|half|administration|inauguration)|"
    r"(?:third|fourth|last|final) quarter|last (?:year|month|week|spring|summer|fall|winter|January|"
    r"February|March|April|May|June|July|August|"
    r"September|October|November|December|updated)|all (?:three|types of|kinds of|levels? of)|end(?:s|"
    r"ed|ing)? of|left the|"
    r"law enforcement|more than(?= [\d$])|fewer than(?= [\d$])|less than(?= [\d$])|red tape|both sides|"
    r"top official|Border (?:Patrol|Protection|Enforcement|Organization)|border czar|"
    r"South (?:Carolina|Dakota)|West Virginia|"
    r"North(?:ern)? Mariana\w*|ICE has also|"
    r"first[- ](?:ever|of-its-kind)(?= program)|may(?= \d)|still(?= (?:active|in effect|in force|"
    r"in place))|as of the latest|latest (?:list|data|figures|numbers|count|update)|"
    r"according to the (?:latest|most recent)|(?:learned|obtained|reported|shared|told [\w ]{0,20}|provided) exclusively|"
    r"exclusively (?:learned|obtained|reported|shared|told|by|to)|of each (?:agreement|agency|"
    r"one|deal)|each (?:represent\w+|with|of which|of whom|allow\w+|worth|cover\w+|sign\w+ by)|"
    r"not (?:just|only|merely|yet available|including|count\w+ those|all|immediately|respond)|did not (?:immediately )?respond|"
    r"would (?:say|note|add)|first (?:reported|published|signed in|agreement was)|(?:more|"
    r"most) (?:information|details|broadly|notably|controversial|"
    r"aggressive\w*|commonly|recent\w*)|best known|at first|first[- ](?:ever|time)|each other|"
    r"other (?:things|words|hand|side)|among (?:other|others)|"
    r"(?:who|which|that) (?:is|are|was|were) not|local and state|state and local|last (?:Monday|"
    r"Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|"
    r"in\s+alone|lost (?:re-?)?election|lost the (?:election|race|vote)|(?:this|last|"
    r"that) (?:year|month|week),? alone|(?:year|month|week|months|weeks|"
    r"days),? alone|half a (?:million|billion)|some of the most|small(?:est)? town|"
    r"again and again|"
    r"still in force|New England|last count|once again|"
    r"expected to (?:grow|rise|increase)|likely to (?:grow|rise|increase)|end of the (?:month|week|year))\b",
    re.I,
)


def harmless_spans(text: str) -> list[tuple[int, int]]:
    """Where claim-bearing words stand that bear on nothing: "of all", "second term"."""
    return [m.span() for m in _HARMLESS.finditer(text)]


def unread(
    text: str, used: Iterable[tuple[int, int]], read: Sequence[str] = ()
) -> list[tuple[int, int, str]]:
    """Claim-bearing words of a text that lie outside what was used; `read` are words a rule has understood.

    >>> unread("Texas has 287 agreements, all signed by hand", [])
    [(26, 29, 'all')]
    """
    spans = [*used, *harmless_spans(text)]
    known = {w.casefold() for w in read}
    found = []
    for m in _WORDS.finditer(text):
        if m.end() == m.start() or m[0].strip().casefold() in known:
            continue
        if any(s <= m.start() < e or s < m.end() <= e for s, e in spans):
            continue
        found.append((m.start(), m.end(), m[0].strip()))
    return found
