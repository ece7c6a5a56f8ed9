"""Runs of characters that hold figures but count nothing: dates, times, names, references, ordinals."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from loaders.extract.calendar_words import DASH
from loaders.extract.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

ANY_DAY: Final = date(2000, 1, 1)  # where a date's words stand does not depend on the day of publication

_FOREIGN_MONTH: Final = (
    "Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand"
    "|Muharram|Safar|Rabi[' ]\\S+"
    "|Jumada \\S+|Rajab|Sha'ban|Shaaban|Ramadan|Shawwal|Dhu al-\\S+"
)
_ORDINAL_WORD: Final = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    "|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth"
    "|hundredth|thousandth"
)
_NUMBER_WORD: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
# Words of a weapon's or vehicle's name after which a bare figure is its mark.
_MARK: Final = (
    "Leopard|Challenger|Shahed|Geran|Mohajer|Fateh|Fath|Zolfaghar|Mirage|Merkava|Marder"
    "|Lancet|Orlan|Hwasong|Type"
    "|Mark|Mk|Falcon|Storm|Qiam|Ababil|Samad|Supercam|Zala|Akinci|Kilo"
)
# Words after which a bare figure says which one.
_WHICH_ONE: Final = (
    "No\\.?|Nos\\.?|Nr\\.?|number|Resolution|resolution|Article|article|Articles|Section"
    "|Chapter|Channel|Unit|Highway"
    "|Route|Flight|Room|Annex|Phase|Protocol|Camp|Block|Sector|Hill|Paragraph|Part|Volume"
    "|Issue|Release No\\.|School"
    "|brief|page|p\\.|pp\\.|Group|Area|Line|Pier|Gate|Building|House|Apollo|Chapter|Stage"
    "|Day|Week|Tier|Step"
)
RULES: Final = tuple(
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        (
            ("time_of_day"),
            (
                r"(?<![\w.])(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:\s?[ap]\.?m\b\.?|\s?(?:hrs|hours|GMT|UTC"
                r"|EST|EDT|ET|BST)\b|(?<=:\d\d)(?::\d\d)?(?![\w:]))"
            ),
            re.IGNORECASE,
        ),
        ("time_of_day", r"(?<![\w.,:])(?:1[0-2]|\d)\s?(?:[ap]\.m\.|[ap]m\b)", re.IGNORECASE),
        (
            ("time_of_day"),
            (r"(?<![\w.,:])[0-2]\d[0-5]\d\s?(?:hrs|hours|GMT|UTC|local time|[A-Z]ST)\b"),
            re.NOFLAG,
        ),
        (
            ("time_of_day"),
            (
                r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
                r"|twelve)\s+o['\u2019]clock"
            ),
            re.IGNORECASE,
        ),
        ("time_of_day", r"\bh\s\d{1,2}\.\d\d\b", re.NOFLAG),
        ("identifier", rf"\b\d{{1,2}}\s+(?:{_FOREIGN_MONTH})(?:\s+\d{{4}})?(?:\s+AH)?\b", re.NOFLAG),
        ("identifier", rf"\b(?:{_FOREIGN_MONTH})(?:\s+of)?\s+1[34]\d\d\b", re.NOFLAG),
        ("identifier", r"(?:\+|\b00)\d{1,3}[\s-]?\(?\d[\d\s()-]{5,16}\d", re.NOFLAG),
        (
            ("identifier"),
            (
                r"(?<![\w-])\d{2,}(?:-\d{2,}){2,}(?![\w-])|\b\d{4}(?: \d{4}){2,6}\b"
                r"|(?<![\w-])\d\d-0\d{2,}\b"
            ),
            re.NOFLAG,
        ),
        ("identifier", r"\b\w+://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+|#\w+|@\w+", re.NOFLAG),
        (
            ("identifier"),
            (
                r"(?<![\w$€£¥₴])(?!(?:mid|pre|post|non|US\$|AU\$"
                r"|CA\$)[-$])[^\W\d_]{1,40}(?:[-\u2013./\u2019'][^\W\d_]{1,40}){0,4}[-\u2013]?\d[\w./\u2013-]{0,60}\w|(?<![\w$€£¥₴])[^\W\d_]{1,40}[-\u2013]?\d"
            ),
            re.NOFLAG,
        ),
        (
            ("identifier"),
            (
                r"(?<![\w.,])\d+(?:\.\d+)?(?!(?:k|m|bn|tn|mm|cm|km|kg|g|t|ft|lb|lbs|kt|mph|kph|kmh|h|hr"
                r"|hrs|min|st|nd|rd|th|s|am|pm|x|mln|mw|kw|gw|bn|pc)(?![\w]))[A-Za-z]+\d*[\w-]*"
            ),
            re.IGNORECASE,
        ),
        ("identifier", r"\[\d{1,3}\](?:\s?[\u2013-]\s?\[\d{1,3}\])?", re.NOFLAG),
        ("identifier", r"(?m)^[^\S\n]*\(?\d{1,2}(?:[.)](?=\s)|(?=\s[A-Z][a-z]+,\s))", re.NOFLAG),
        ("identifier", r"(?<![\w.])\d{1,3}/(?:19|20)\d\d\b", re.NOFLAG),
        ("identifier", rf"\b(?:{_MARK})[\s-]\d{{1,4}}(?![\w,]|\.\d)", re.NOFLAG),
        (
            ("identifier"),
            (
                rf"(?<![\w-])(?:{_WHICH_ONE})\s+(?:\d+(?:[.,/]\d+)*|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our"
                rf"|[Ff]ive|[Ss]ix|[Ss]even)(?![\w-])"
            ),
            re.NOFLAG,
        ),
        ("ordinal", r"(?<![\w.,])\d[\d,]{0,12}(?:st|nd|rd|th)(?!\w)", re.IGNORECASE),
        (
            ("ordinal"),
            (
                rf"(?<![\w-])(?:(?:[a-z]{{3,5}}\s+hundred\s+and\s+)?(?:{_NUMBER_WORD})[-\s])?(?:{_ORDINAL_WORD})(?![\w])"
            ),
            re.IGNORECASE,
        ),
        ("year", rf"(?<![\w.,])(?:19|20)\d\d{DASH}(?:(?:19|20)\d\d|\d\d)(?![\w,]|{DASH})", re.NOFLAG),
        (
            ("other"),
            (
                rf"(?<![\w.,-])(?P<a>\d{{1,2}}){DASH}(?P=a)(?![\w,%-])"
                rf"|(?<![\w.,])\d{{1,2}}:\d{{1,2}}(?![\w:])"
            ),
            re.NOFLAG,
        ),
    )
)


def find_not_counts(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) of each run; a date's kind is "date". They may overlap."""
    for mention in find_dates(text, ANY_DAY):
        yield "date", mention.start, mention.end
    for kind, pattern in RULES:
        for match in pattern.finditer(text):
            yield kind, match.start(), match.end()
