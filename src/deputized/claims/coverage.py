"""Words beside a number that no rule knows: while one stands in its clause, a number far from every count is not called wrong.

A wrong reading of a true sentence is worse than none. So "contradicted" needs more than the absence of known qualifiers:
every word of the number's clause is one that was used, one of the program's, or one that says nothing of how many.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from deputized.claims.bearing import harmless_spans
from deputized.claims.lexicon import COUNTABLE, GREW, SIGN

_CLAUSE = re.compile(
    r"[;:\u2014]|, (?:and|but|while|as|which|who|whose|where|when|after|before|because|despite|although|though|allowing|"
    r"enabling|giving|according|authorizing|leaving|making|prompting|raising|saying|adding|even)\b|"
    r", (?=[a-z]+ing\b|most\b|including\b|among\b|amid\b)|"
    r" (?:because|although|despite|whereas|so that|in order to|aimed at|that (?:allow|would|will|can|could|let|give|enable|"
    r"authorize|require|permit)s?|to (?:assist|help|enforce|identify|work|serve|act)) ",
    re.I,
)
_PLAIN = re.compile(
    r"(?:"
    r"(?:a|an|the|this|that|these|those|its|their|his|her|our|it|they|we|he|she|i|one|such|own|of|in|on|at|by|to|for|from|"
    r"with|within|under|over|into|onto|as|and|or|but|so|than|between|among|across|through|throughout|during|since|until|till|"
    r"per|via|about|around|is|are|was|were|be|been|being|has|have|had|having|does|do|did|there|here|now|then|today|which|who|"
    r"whose|where|when|while|what|how|also|too|just|only|currently|recently|already|alone|most recently|still|even|"
    r"more|fewer|less|least|up|down|s|t|us|u|yes|el|la|los|las|un|una|de|del|que|en|con|por|para|se|su|sus|al|ya|y|e|o|es|"
    r"son|hay|este|esta|estos|estas|esos|esas|lo|le|les|más|muy|hasta|entre|sobre|según|como|pero|total(?:es)?)|"
    r"(?:say|says|said|report|reports|reported|reporting|show|shows|showed|shown|list|lists|listed|listing|count|counts|"
    r"counted|note|noted|announce|announced|announcing|according|learned|found|find|finds|told|tell|records?|data|figures?|"
    r"numbers?|statistics|database|spreadsheet|website|page|roster|official|officially|reviewed|obtained|released|published|"
    r"analysis|review|update|updated|tally|datos|cifras|recientes|oficiales|informe|página|lista)|"
    r"(?:immigration|customs|enforcement|homeland|security|federal|department|agency|government|administration|trump|biden|"
    r"president|secretary|noem|ice|dhs|program\w*|programa|model\w*|law|laws|local|state|county|municipal|police|sheriff\w*|"
    r"officers?|authorities|nation\w*|country|countrywide|statewide|united|states?|estado|país|nacional)|"
    r"(?:active|signed|in place|place|effect|force|vigentes?|activ[oa]s?|new|total|combined|number|numbered|amount|"
    r"participat\w*|partner\w*|partnered|cooperat\w*|collaborat\w*|colabora\w*|particip\w+|join\w*|enter\w*|hold|holds|held|"
    r"holding|maintain\w*|carry|carries|involv\w*|cover\w*|span\w*|spread|includ\w*|account\w*|mak\w+|made|operat\w+|working|"
    r"work|works|help|agree\w*|pact\w*|deal\w*|contract\w*|memorand\w*|moas?|mous?|understanding|tfms?|jems?|wsos?|jails?|"
    r"task|forces?|warrants?|services?|supports?|jurisdic\w*|body|bodies|office|offices|departments?|"
    r"reach\w*|hit|hits|stand|stands|stood|remain\w*|boast\w*|dominat\w*|lead|leads|struck|inked|ink|"
    r"expan\w+|grow\w*|increas\w+|rapid\w*|rising|surg\w+|climb\w*|tiene|tenía|cuenta|suma|registra|firmad[oa]s?|"
    r"representa|alcanz\w+|penn(?:ed|ing)|(?:sky)?rocket\w*|soar\w*|balloon\w*|swell\w*|swoll\w*|jump\w*|spik\w*|dwarf\w*|"
    r"mark\w*|tripl\w*|doubl\w*|push\w*|bring\w*|brought)|"
    r"(?:part|groups?|against|efforts?|home|officials?|follow\w*|use[sd]?|using|pending|waiting|awaiting|applications?|requests?|queue|"
    r"them|us|me|my|who|whom|different|similar|various|respectively|city|town|village|memos?|leadership|leaders?|governor|"
    r"mayors?|lawmakers?|explain\w*|add\w*|estimat\w*|stat\w*|wr[io]te\w*|argu\w*|confirm\w*|post\w*|publish\w*|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|week|weeks|month|months|year|years|"
    r"day|days|early|late|mid|end|before|after|gobernador|anunci\w+|autoridad\w*|migratori\w+|sí|sola?|por sí|asegur\w+|"
    r"formal\w*|controversial|takes?|took|effective(?:ly)?|so-called|existing|immediately|voluntar\w+|undocumented|unauthorized|illegal\w*|aliens?|immigrants?|"
    r"noncitizens?|migrants?|criminals?|deport\w*|arrest\w*|detain\w*|identify|identif\w+|question|proud\w*|nearby|together|mere|"
    r"roughly|approximately|approval|decision|joint|federally|single|long(?:time|standing)?|actively|jointly|publicly|quietly|"
    r"inform\w+|indic\w+|dij[oe]\w*|explic\w+|señal\w+)"
    r")",
    re.I,
)
_KNOWN = re.compile(rf"(?:{COUNTABLE}|{SIGN}|{GREW})", re.I)
_EVERY = re.compile(r"all|every|each|both", re.I)
_THEN_NUMBER = re.compile(
    r"(?: (?:single|one|of|the|its|his|her|their|our|my|state's|state|nation's|country's|county|local|(?-i:[A-Z])[\w.]*(?:'s)?))*"
    r"(?: (?=\d))?(?:(?<= )\d)"
)
_WORD = re.compile(r"[^\W\d_](?:[\w'\u2019-]*\w)?")


def strange(text: str, used: Iterable[tuple[int, int]], at: int) -> tuple[str, ...]:
    """Words of the clause around a place of the text that were not used and are not known to say nothing of how many.

    Names are let pass: who speaks, and where, bears on no count once the state was read.

    >>> strange("Texas quietly overtook it: 36 agreements apiece", [(27, 40)], 27)
    ('apiece',)
    """
    begin, end = next((a, b) for a, b in itertools.pairwise(clauses(text)) if a <= at < b)
    spans = [*used, *harmless_spans(text)]
    found = []
    for m in _WORD.finditer(text, begin, end if end <= len(text) else len(text)):
        word = m[0]
        if any(s <= m.start() < e for s, e in spans) or word[0].isupper():
            continue
        bare = re.sub(r"['\u2019]s?$", "", word)
        if _EVERY.fullmatch(bare) and _THEN_NUMBER.match(text, m.end()):
            continue  # "every one of the state's 67 sheriffs"
        if not _is_known(bare):
            found.append(word)
    return tuple(dict.fromkeys(found))


def clauses(text: str) -> list[int]:
    """Where the clauses of a text begin, and one past its end."""
    return [0, *(m.end() for m in _CLAUSE.finditer(text)), len(text) + 1]


_STANDS = re.compile(
    r"(?:go|goes|went|gone|going|pass(?:es|ed|ing)?|past|came|comes?|kept|keeps?|split|left|led|moved|exist(?:s|ed|ing)?|"
    r"explod\w+|totaling|totalling|appears?|appeared|establish\w*|initiat\w+|enlist\w*|belongs?|ended|began|starts?|started|"
    r"rebound\w*|crept|creep\w*|edged|slipped|fell|dropped|remain\w*|sits?|sat|tops?|topped|crossed|crosses|eclips\w+|"
    r"finaliz\w+|secur(?:ed|es)|forg(?:ed|es)|finish\w*|open(?:s|ed)?|tall(?:y|ies|ied)|overall|altogether|"
    r"both|half|twice|three|four|five|six|seven|eight|nine|ten|some|few|another|other|others|almost|any|no|not|all|every|each|"
    r"time|times|point|share|shares|rate|pace|mark|set|back|out|off|again|ever|always|already|previously|ago|later|"
    r"mid|spring|summer|fall|winter|autumn|inauguration|presidency|presidencia|power|term|tenure|"
    r"ese|esa|esto|eso|todo|toda|todos|todas|otros?|otras?|cierre|comienzos|meses|mes|año|años|semanas?|días?|contra|ubica|"
    r"asumió|sitúa|encuentran|concentra|concentran|completan|abarcan?|existen?|existían?|quedan?|quedaban?|llegó|subió|bajó|"
    r"aument\w+|creci\w+|registr\w+|mantien\w+|vigor|fines|finales|principios|gobierno|administración|locales|distintas|"
    r"whopping|staggering|mere|scant|paltry|impressive|astonishing|remarkable|record|full|whole|entire|grand|known|"
    r"recent|latest|newest|current|falling|rising|peak\w*|shrank|shrunk|shot|tandem|digits|enforc\w+|documents?|table|tabla|resume|"
    r"muestran?|convirti\w+|han|ha|sido|cual(?:es)?|donde|actualmente|network|roughly|nearly)",
    re.I,
)
"""Words that may stand right before a number and leave it what it is."""


def is_plain(word: str) -> bool:
    """Whether a word right before a number leaves it what it is: "went", "whopping"; not "inherited".

    >>> is_plain("whopping"), is_plain("inherited")
    (True, False)
    """
    bare = re.sub(r"['\u2019]s?$", "", word)
    return _is_known(bare) or bool(_STANDS.fullmatch(bare)) or bare.endswith("ly")


def _is_known(bare: str) -> bool:
    return bool(_PLAIN.fullmatch(bare) or _KNOWN.fullmatch(bare))
