"""What a number counts or measures, by the words around it."""

from __future__ import annotations

import re
from typing import Final

REACH: Final = 60  # characters around a number that are looked at

CURRENCY_BEFORE: Final = re.compile(
    r"(?:(?:US|AU?|CA?|NZ|HK|S)?\$|[€£¥₴₽₪₺₹₩]|\b(?:USD|EUR|GBP|UAH|RUB|CHF|ILS|JPY|CNY"
    r"|Rs\.?|SEK|NOK|DKK|PLN|CZK))\s?$"
)
_TIME_UNIT: Final = (
    r"(?:seconds?|minutes?|hours?|days?|nights?(?!\s(?:raid|attack|strike))|weeks?|months?"
    r"|years?|decades?|centuries)"
)

# The first that fits the words behind the number.
BEHIND: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("percent", r"\s?(?:%|per\s?cent\b|percentage\b|pc\b|pp\b)"),
        (
            "money",
            (
                r"\s?(?:[$€£₴₽]|(?:(?:u\.?s\.?|american|canadian|australian)\s)?(?:dollars?|euros?"
                r"|pounds?\ssterling|pounds|roubles?|rubles?"
                r"|hryvnias?|hryvnyas?|shekels?|yuan|yen|won|zlotys?|kron[eo]r|crowns|rupees?|riyals?"
                r"|dirhams?|lira|francs?"
                r"|kyat|cents?|rials?|dinars?|tomans?|usd|eur|gbp|uah)\b)"
            ),
        ),
        ("caliber", r"[\s-]?(?:mm|millimet(?:re|er)s?)\b"),
        ("age", r"[\s-]years?[\s-](?:old|of\sage)\b|\s(?:or|and)\s(?:younger|older|under|over)\b"),
        (
            "distance",
            (
                r"[\s-]?(?:nautical\s|square\s|cubic\s|sq\.?\s|metric\s)?(?:km|kms|km2|kilomet(?:re"
                r"|er)s?|miles?|met(?:re|er)s?|m|metres"
                r"|feet|foot|ft|inch(?:es)?|yards?|cm|centimet(?:re|er)s?|tonnes?|tons?|kilotons?|kg"
                r"|kgs|kilos?|kilograms?"
                r"|grams?|lbs?|litres?|liters?|barrels?|gallons?|hectares?|acres?|degrees?|knots?|mph"
                r"|kph|kmh|km/h|mw|kw|gw"
                r"|megawatts?|kilowatts?|gigawatts?|volts?|°[cf]?|points?\s(?:lead|ahead))(?![\w])"
            ),
        ),
        (
            "duration",
            (
                r"[\s-](?:(?:consecutive|more|straight|full|long|successive|calendar|working|whole"
                r"|further|other|and\sa\shalf)\s)?"
            )
            + _TIME_UNIT
            + r"(?![\w])",
        ),
        ("other", r"\s?(?:times\b|x\b|-?fold\b)|[\s-](?:thirds?|quarters?|fifths?|tenths?)\b"),
        ("other", r"\sin\s(?:every\s)?(?:\d|two|three|four|five|six|seven|eight|nine|ten)"),
        ("other", r"-(?!strong\b|man\b|member\b|person\b|vehicle\b|odd\b|plus\b)[a-z]+"),
        (
            "rate",
            (
                r"(?:\s[\w'\u2019-]+){0,6}?\s(?:(?:an?|per|each|every)\s(?:day|night|week|month|year"
                r"|hour|minute)\b"
                r"(?!\s(?:later|earlier|ago|before|after|since|of)\b)|daily\b|monthly\b)"
            ),
        ),
    )
)
BEFORE: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("age", r"\b(?:aged?|ages)\s(?:between\s|from\s|around\s|about\s)?$"),
        ("other", r"\b(?:[Oo]ne|ONE)\s(?:in|IN)\s(?:every\s)?$"),
        # "most of the 60" is not 60
        (
            "other",
            (
                r"\b(?:[Mm]ost|[Hh]alf|[Mm]any|[Ss]ome|[Ss]everal|[Ff]ew|[Nn]one|[Mm]ajority|[Tt]hirds?"
                r"|[Qq]uarters?|[Pp]er\s?cent|%)\sof\s(?:all\s)?(?:the|these|those|its|their)\s$"
            ),
        ),
    )
)
_NAME_THEN_AGE: Final = re.compile(r"[A-Z][\w'\u2019-]+\.?(?:,\s|\s\()$")
_PERSON_THEN_AGE: Final = re.compile(
    r"\b(?:\w*(?:man|woman)|\w+(?:er|or|ist)|chief|president|general|boy|girl|son|widow"
    r"|pilot|civilian|resident), $"
)
_IS_AGED: Final = re.compile(r"\b(?:[Hh]e|[Ss]he|[Ww]ho)\s(?:is|was|turned)\s(?:now\s|just\s|only\s)?$")
_AGE: Final = re.compile(r"[1-9]\d?|1[01]\d")
_AFTER_AGE: Final = re.compile(r"[,.;)]")
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d$")
_YEAR_CUE: Final = re.compile(
    (
        r"\b(?:in|since|by|of|the|until|from|to|mid|early|late|and|or|between|before|after|for"
        r"|during|a|its)[\s-]$|[(/]$|^\s*$"
    ),
    re.IGNORECASE,
)
_WORD_BEHIND: Final = re.compile(r"\s+[A-Za-z]")


def kind_of(text: str, start: int, end: int, figures: str) -> str:
    """Return the kind of the number in `text[start:end]`; `figures` is the number as written."""
    before, behind = text[max(0, start - REACH) : start], text[end : end + REACH]
    if CURRENCY_BEFORE.search(before):
        return "money"
    for kind, pattern in BEFORE:
        if pattern.search(before):
            return kind
    for kind, pattern in BEHIND:
        if pattern.match(behind):
            return kind
    return (
        "age"
        if _is_age(before, behind, figures)
        else "year"
        if _is_year(before, behind, figures)
        else "count"
    )


def _is_age(before: str, behind: str, figures: str) -> bool:
    if not _AGE.fullmatch(figures) or not _AFTER_AGE.match(behind):
        return False
    if _PERSON_THEN_AGE.search(before):
        return True
    return bool(_NAME_THEN_AGE.search(before) or _IS_AGED.search(before))


def _is_year(before: str, behind: str, figures: str) -> bool:
    """A bare four-digit figure is a year unless the words make it a number of something."""
    if not _YEAR.fullmatch(figures):
        return False
    return bool(_YEAR_CUE.search(before)) or not _WORD_BEHIND.match(behind)
