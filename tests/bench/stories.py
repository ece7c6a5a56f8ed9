"""News stories made up for measuring: the same number gives the same story, some of them on several sites."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

# Of five articles, two tell one story: on the site of its agency, and cut and introduced elsewhere.
OF_FIVE: Final = 5
SITES: Final = ("courier.example", "zubr.example", "morning.example", "valley.example")
TOWNS: Final = ("Kharkiv", "Sumy", "Odesa", "Kherson", "Zaporizhzhia", "Mykolaiv", "Chernihiv", "Pavlohrad")
DEEDS: Final = (
    "Russian forces fired {count} missiles at {town} overnight, the Ukrainian Air Force said.",
    "{count} people were killed and {more} wounded in a drone attack on {town}, the governor said.",
    "Germany has delivered {count} howitzers to Ukraine, the defence ministry in Berlin confirmed.",
    "The General Staff denied that {count} North Korean soldiers had been captured near {town}.",
)
WORDS: Final = (
    "residents market bridge river morning siren shelter window school factory winter council engineer road"
    " water tower orchard station harbour neighbour doctor teacher square cellar roof garden train depot"
    " kitchen lamp field fence church archive library clinic ladder signal convoy barrier checkpoint canal"
)
VERBS: Final = "repaired closed reopened described inspected counted crossed left restored guarded"


def story(number: int) -> str:
    """Return the story of this number, some 150 words with a few claims."""
    made = random.Random(number)  # noqa: S311 - no secret
    town, count = made.choice(TOWNS), made.randrange(2, 90)
    first = made.choice(DEEDS).format(town=town, count=count, more=count + made.randrange(9))
    second = made.choice(DEEDS).format(town=made.choice(TOWNS), count=made.randrange(2, 90), more=7)
    paragraphs = [first, _filler(made), second, _filler(made), _filler(made)]
    return "\n\n".join(paragraphs)


def write_stories(folder: Path, count: int) -> Path:
    """Write this many articles into a folder, with what is told of each beside it, and return the folder."""
    folder.mkdir()
    for number in range(count):
        is_copy = number % OF_FIVE == 1
        text = story(number - 1 if is_copy else number)
        if is_copy:
            text = f"Our correspondent reports.\n\n{text.rpartition(chr(10) * 2)[0]}"
        site = SITES[number % len(SITES)]
        told = {
            "url": f"https://{site}/{number}",
            "publisher": site.partition(".")[0].title(),
            "published": f"2024-{1 + number // 27 % 12:02}-{1 + number % 27:02}",
        }
        (folder / f"{number:06}.txt").write_text(text)
        (folder / f"{number:06}.meta.json").write_text(json.dumps(told))
    return folder


def _filler(made: random.Random) -> str:
    return " ".join(_sentence(made) for _ in range(4))


def _sentence(made: random.Random) -> str:
    one, two, three, four = made.sample(WORDS.split(), 4)
    return f"At the {one} near the {two} somebody {made.choice(VERBS.split())} the {three} beside the {four}."
