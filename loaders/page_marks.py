"""The marks by which news pages set off their parts: labels, captions, notices, links, bullets."""

from __future__ import annotations

import re
from typing import Final

from loaders.model import ZoneKind

BULLET: Final = re.compile(r"(?:[•●▪▫◦‣\u2043·*\u2013—-]+\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)(?=\S)")

# What stands before a colon, and the part of the page that it opens.
LABELS: Final = tuple(
    (kind, re.compile(rf"(?:{words})\s*:\s*", re.IGNORECASE))
    for kind, words in (
        (ZoneKind.SOURCE, "sources?"),
        (
            ZoneKind.QUOTE,
            r"(?:direct )?quot(?:e|ation|ing)s?(?: (?:from|by|of)? ?[^:\n]{1,80})?|verbatim|literally",
        ),
        (
            ZoneKind.BACKGROUND,
            (
                r"background|reminder|for reference|previously|earlier|context|prehistory|backstory"
                r"|as reported earlier"
                r"|what (?:preceded (?:it|this)|happened before|came before)|as a reminder"
            ),
        ),
        (
            ZoneKind.BODY,
            (
                r"(?:more |further )?details|in (?:more )?detail|update[ds]?|key takeaways?|why (?:it"
                r"|this) matters|what happened|the news"
                r"|key (?:points?|findings?)|bottom line|what (?:it|this) means"
                r"|what(?:['\u2019]s| is) (?:next|known)|clarification"
                r"|correction|addition"
            ),
        ),
        (
            ZoneKind.RELATED,
            (
                r"(?:also )?read (?:also|more|next)|also read|read|related(?: (?:articles?|stories|news"
                r"|topics|links|reading))?|see also"
                r"|also (?:on|about) this (?:subject|topic)|more on this(?: story| topic)?"
                r"|watch (?:also|on our youtube|more)"
                r"|you (?:may|might) (?:also )?like|don['\u2019]t miss|recommended|most (?:read"
                r"|popular)|further reading|more (?:from|stories)[^:]{0,30}"
            ),
        ),
    )
)
# The same words on a line of their own, without a colon.
RELATED_HEADING: Final = re.compile(
    (
        r"(?:(?:also )?read (?:also|more|next)|also read|related(?: (?:articles?|stories|news"
        r"|topics|links|content|reading))?|see also"
        r"|more on this(?: story| topic)?|also on this (?:subject|topic)|you (?:may"
        r"|might) (?:also )?like|recommended(?: for you)?"
        r"|most (?:read|popular|viewed)|trending(?: now)?|top stories|latest news"
        r"|further reading|more from .{1,40}|editors?['\u2019]?s? picks?)"
    ),
    re.IGNORECASE,
)
BACKGROUND_HEADING: Final = re.compile(r"background|what (?:preceded it|happened before)", re.IGNORECASE)

_NAME: Final = r"[A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*){0,3}"
CAPTION: Final = re.compile(
    (
        r"^(?:image|photo|picture|file photo|photograph|screenshot|video|graphic|map"
        r"|caption)s?\s*(?:credit|source|by)?\s*:"
        r"|^file photo\b"
        r"|\b(?:photo(?:graph)?s?|screenshot|screengrab|screen grab|illustration|image|pic"
        r"|collage|infographic|video still|map|credit)"
        r"(?: credit| source| by)?\s*:\s*.{2,80}$"
    ),
    re.IGNORECASE,
)
CREDIT: Final = re.compile(
    rf"(?:\bGetty Images|\bREUTERS/{_NAME}|\bAP Photo(?:/{_NAME})?|\b{_NAME} ?/ ?(?:AFP|AP"
    rf"|Reuters|REUTERS|EPA|EFE|Getty|Anadolu|Shutterstock|Xinhua|TASS)(?: .{{0,30}})?"
    rf"|\(\s?(?:Reuters|AFP|AP|EPA|Photo[^)]*)\s?\)|\d{{4}}\.{_NAME})[.)\]]*$"
)
LONGEST_CAPTION: Final = 60  # words
_MAY_CREDIT: Final = re.compile(r"[/(]|Getty Images|AP Photo|\d\.[A-Z]")

NOTICE: Final = re.compile(
    (
        r"^(?:support (?:up|us|our|ukrainska|independent|the)\b.*(?:!|patron|member|journalis"
        r"|newsroom|month)|become (?:a|our) (?:patron|member|subscriber)"
        r"|subscribe\b|sign up\b|join (?:us|the club|our)\b|follow (?:us|our|@)|donate\b"
        r"|help us\b|(?:if you )?(?:notice|find|found|spot|see)d? (?:a|an) "
        r"(?:mistake|error|typo)|our (?:journalists|journalism|work|newsroom|team) (?:work"
        r"|depend|rel|is (?:funded|made))|love .{2,30}\? subscribe"
        r"|share (?:this|on|article)|share$|advertisement$|advertis|story continues|copyright\b"
        r"|©|\(c\) ?\d{4}|all rights reserved|click here|tap here"
        r"|print$|e-?mail(?: \||$)|comments?$|\d[\d,.]* (?:views|comments|shares"
        r"|min(?:ute)?s? read|min)\b|(?:reading time|read time)"
        r"|\(?(?:additional |further )?(?:reporting|writing|editing|compiled|edited|translated"
        r"|written) by\b|media contact|contacts?:|press (?:office|contact)"
        r"|for (?:more |further |media |press )?(?:information|inquiries|enquiries)\b"
        r"|-+ ?(?:end|ends|30)s? ?-+$|###?$|the end$|end of (?:message|report|text)"
        r"|listen to (?:this|the)|watch(?: our|:| on our youtube)|get (?:the|our) (?:latest"
        r"|news|daily)|no comments|post a comment|short link|get (?:in touch|all your)"
        r"|log ?in$|sign in$|tags?:|topics?:|keywords?:"
        r"|\[?translat(?:ed|ion) (?:from|by)|(?:enlarge|toggle|hide) (?:this )?(?:image|caption)"
        r"|for immediate release|release no|embargoed|in the name of (?:god|allah)|more:$|read comments"
        r"|all sections|skip to|the views expressed"
        r"|our standards:|this (?:story|article|report) (?:has been|was) (?:updated|originally"
        r"|produced|translated|edited|first)|originally published|updated (?:\d+|an?) \w+ ago"
        r"|(?:card|iban|paypal|patreon)\b|card number|home$|menu$|search$|contact$"
        r"|news alerts?$|email \||\[?note to editors|data is being updated"
        r"|\d+ (?:minutes?|hours?|days?|months?|years?) ago$)"
    ),
    re.IGNORECASE,
)
NOTICE_INSIDE: Final = re.compile(
    (
        r"contributed (?:reporting )?to this (?:report|story|article)|views expressed (?:here"
        r"|in this|are)|all rights reserved|subscribe to our|our (?:telegram|youtube) channel"
        r"|ctrl ?\+ ?enter"
    ),
    re.IGNORECASE,
)
LONGEST_NOTICE: Final = 45  # words
_INSIDE: Final = ("contribut", "views expressed", "all rights", "subscribe to our", " channel", "ctrl")
SUPPORT: Final = re.compile(
    (
        r"support|patron|member|donat|subscri|join|help us|mistake|error|share|follow|copyright"
        r"|©|club|newsletter"
    ),
    re.IGNORECASE,
)
LINK: Final = re.compile(r"^\(?(?:h(?:tt|xx)ps?://|www\.)\S+$|^\[\d+\]\s.*h(?:tt|xx)p")
FOOTNOTE: Final = re.compile(r"^(?:\[\d{1,3}\]|[1-9]\d? [A-Z]\w+,? .*\b[2-9] [A-Z])")

CLOCK: Final = re.compile(
    (
        r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?"
        r"|\d{1,2}(?= ?[ap]\.?m))\s?(?:[ap]\.?m\.?)?\s?(?:\(?(?:GMT|UTC|BST|CET|CEST|EET|EEST"
        r"|EST|EDT|ET|PST|PDT|MSK|IST|AST|Kyiv time|local time)"
        r"(?:[+-]\d{1,2})?\)?)?(?:\s?[ap]\.?m\.?)?"
    ),
    re.IGNORECASE,
)
CLOCK_LINE: Final = re.compile(rf"{CLOCK.pattern}[.:]?(?:\s+(?:{CLOCK.pattern}|update))?", re.IGNORECASE)
CLOCK_ENTRY: Final = re.compile(rf"{CLOCK.pattern}\s*(?:[\u2013—|:-]|\s-)\s+(?=\S)", re.IGNORECASE)
# The name of whoever issues a page, above its headline.
MASTHEAD: Final = re.compile(
    r"(?:(?:[A-Z][\w'\u2019-]*|of|the|for|and|in|&),? ){0,7}"
    r"(?:Ministry|Department|Office|Agency|Watch|Institute|Project|Observatory|Centre|Center|Mission|Council|Desk"
    r"|Service|Nations|Organi[sz]ation|Committee|Foundation|Bureau)"
    r"(?: (?:of|for|in)(?: (?:[A-Z][\w'\u2019-]*|of|the|for|and|in)){1,6})?"
)
KICKER: Final = re.compile(
    (
        r"(?:the long read|opinion|analysis|comment(?: (?:&|and) analysis)?|explainer|exclusive"
        r"|breaking(?: news)?|live|feature|editorial|world|news|war|ukraine"
        r"|middle east|africa|asia|europe|politics|video|photos?|report"
        r"|interview)(?:\s?[—\u2013|:/-].{0,30})?"
    ),
    re.IGNORECASE,
)


def is_caption(words: str) -> bool:
    """Return whether a line is a caption or a credit; what none can be without is looked for first."""
    may_be = ":" in words or words[:10].lower() == "file photo"
    if may_be and CAPTION.search(words) is not None:
        return True
    return _MAY_CREDIT.search(words) is not None and CREDIT.search(words) is not None


def is_notice(words: str) -> bool:
    """Return whether a line is about the page and not the news; likewise."""
    if NOTICE.match(words) is not None:
        return True
    lower = words.lower()
    return any(each in lower for each in _INSIDE) and NOTICE_INSIDE.search(words) is not None
