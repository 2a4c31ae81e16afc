"""What Korean writes on to a noun to say that it is something, was, or may be: 이에요, 네요, 래요, 랍니다, 였는데, 일걸요, 인 것 같아요, 맞아요.

Forms that begin like other words are left out where they stand alone: of 고 (a school), 구 (a district), 군 (a county), 네 (somebody's home)
and 지 only those with a syllable before or after them.
"""

from __future__ import annotations

import re

# Politeness at the end, as it is said and typed.
_POLITE = "[요여용욤유]"
# After a vowel 이 is left out, and callers leave it out, or put it, elsewhere too.
_PRESENT = (
    rf"이?(?:네{_POLITE}|(?:래|니까|니깐|거든|거덩|잖아|구나|군여|이?야){_POLITE}?|(?:구|군|구만|구먼|고|지|걸){_POLITE}|이?[예에여]요|죠|지만(?:요)?|란다|랍니다|랬는데요?|랬어요?|"
    rf"라(?:네|는데|던데|더라|더라구|더라고|더군|니까|니|서|고|구|며|면|면서|는|나|나봐|거든|잖아|지)?{_POLITE}?|면(?:요)?|신데요?|세요|시죠|십니다|{_POLITE})"
)
_WITH_I = "이(?:고|구|며|니|지|다|든지|든)"
_PAST = rf"(?:이[었였]|였)(?:어|는데|네|거든|잖아|나|고|지만|던|음|습니다|죠){_POLITE}?"
_GUESS = rf"일(?:(?:걸|까|지도|지|텐데|듯|거|거[예에]|것|거라|수도){_POLITE}?|겁니다)?"
_RELATIVE = (
    rf"인(?:(?:데|디|가|지|듯|대|걸|게|거|것|줄|가봐|가보네|듯한데|듯해|데도|[것거]같[아애]|[것거]같은데){_POLITE}?"
    "|뎅|뎁쇼|감|거죠|거[예에]요|듯합니다|[것거]같습니다)?"
)
_FORMAL = "임(?:[다당돠]|니다)?|입니(?:다|당|더|까|다만)"
_LIKE = (
    rf"같(?:(?:아|애|은데|네|거든){_POLITE}?|습니다|음)|맞(?:(?:아|는데|네|고|구|거든|지){_POLITE}?|습니다|음|죠)|듯(?:(?:해|한데)?{_POLITE}?|합니다)"
)
_CONCEDED = rf"이?(?:긴|기는)(?:(?:한데|해|하고){_POLITE}?|하지만|하죠|합니다만?)?"
COPULA = re.compile("|".join((_PRESENT, _WITH_I, _PAST, _GUESS, _RELATIVE, _FORMAL, _LIKE, _CONCEDED)))
# Syllables.
LONGEST_COPULA = 8
