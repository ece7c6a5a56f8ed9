"""The authority data of actors: whom it names, under which names, in which offices."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

import pycountry
import pytest
from pyoxigraph import BlankNode, Triple

from ontology import BASE, read_turtle, terms, turtle_path
from ontology.generation.actors import ACTOR, FILES, generate
from ontology.generation.facts import CASUS, RDF_TYPE, SKOS, Facts

FACTS = Facts(FILES)
ACTORS: dict[str, dict[str, Any]] = {
    entry["id"]: entry for entry in json.loads(generate()["lexicon/actors.json"])["actors"]
}
STATES = [entry for entry in ACTORS.values() if entry["kind"] == "state"]
OFFICES = [(entry["id"], office) for entry in ACTORS.values() for office in entry["offices"]]

# Nobody lives there but crews and garrisons.
WITHOUT_A_GOVERNMENT = {"ATA", "ATF", "BVT", "HMD", "IOT", "SGS", "SJM", "UMI"}
# Beside them, two islands whose people newsrooms call islanders.
WITHOUT_A_DEMONYM = (WITHOUT_A_GOVERNMENT - {"IOT"}) | {"GGY", "JEY"}
# Names that two actors bear; which is meant only the text can tell.
SHARED_NAMES = {
    "AA": {"anadolu", "arakan-army"},
    "Congolese": {"COD", "COG"},
    "Dominican": {"DMA", "DOM"},
    "Dominicans": {"DMA", "DOM"},
    "SNA": {"som-armed-forces", "syrian-national-army"},
}
# Offices that one person holds at a time.
HELD_ALONE = {
    "president",
    "prime minister",
    "chancellor",
    "premier",
    "supreme leader",
    "pope",
    "defence minister",
    "defence secretary",
    "secretary of defense",
    "foreign minister",
    "foreign secretary",
    "secretary of state",
    "commander-in-chief",
    "chief of the general staff",
    "chief of the defence staff",
    "chairman of the joint chiefs of staff",
    "commander of the air force",
    "commander of the ground forces",
    "head of the oblast military administration",
    "head of the security service",
    "prosecutor general",
    "director",
    "secretary-general",
    "high commissioner for human rights",
    "high commissioner for refugees",
    "national security adviser",
}


def triples() -> list[tuple[str, str, str]]:
    """Return what the files say, in their order."""
    found: list[tuple[str, str, str]] = []
    for triple in (triple for name in FILES for triple in read_turtle(name)):
        assert not isinstance(triple.subject, BlankNode | Triple)
        assert not isinstance(triple.object, BlankNode | Triple)
        found.append((triple.subject.value, triple.predicate.value, triple.object.value))
    return found


def names_of(entry: dict[str, Any]) -> list[str]:
    return [*entry["names"], *entry["metonyms"], *entry["abbreviations"], *entry["demonyms"]]


def bearers() -> dict[str, set[str]]:
    """Return the actors that bear each name."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in ACTORS.values():
        for name in names_of(entry):
            found[name].add(entry["id"])
    return found


def holders(role: str, organization: str, day: str) -> set[str]:
    """Return who held an office on a day."""
    return {
        person
        for person, office in OFFICES
        if (office["role"], office["organization"]) == (role, organization)
        and (office["from"] or "9") <= day <= (office["until"] or "9")
    }


def test_every_state_of_iso_3166_is_named_and_kosovo() -> None:
    codes = {
        (
            FACTS.one(f"{ACTOR}{state['id']}", f"{CASUS}isoAlpha3"),
            FACTS.one(f"{ACTOR}{state['id']}", f"{CASUS}isoAlpha2"),
        )
        for state in STATES
    }

    assert codes == {(c.alpha_3, c.alpha_2) for c in pycountry.countries} | {("XKX", "XK")}
    assert {state["id"] for state in STATES} == {alpha3 for alpha3, _ in codes}


def test_every_inhabited_state_has_a_demonym() -> None:
    assert {state["id"] for state in STATES if not state["demonyms"]} == WITHOUT_A_DEMONYM


def test_every_inhabited_state_has_a_government() -> None:
    governments = {state["id"] for state in STATES if f"{state['id'].lower()}-government" in ACTORS}

    assert governments == {state["id"] for state in STATES} - WITHOUT_A_GOVERNMENT


def test_a_state_that_has_a_defence_ministry_has_armed_forces_and_a_foreign_ministry() -> None:
    ministries = [i for i in ACTORS if re.fullmatch(r"[a-z]{3}-defence-ministry", i)]

    assert len(ministries) > 150
    assert [i for i in ministries if f"{i[:3]}-armed-forces" not in ACTORS] == []
    assert [i for i in ministries if f"{i[:3]}-foreign-ministry" not in ACTORS] == []


def test_an_actor_is_described_once_under_a_readable_id() -> None:
    described = Counter(subject for subject, predicate, _ in triples() if predicate == f"{CASUS}actorKind")

    assert [iri for iri, times in described.items() if times != 1] == []
    assert [i for i in ACTORS if not re.fullmatch(r"[A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*", i)] == []


def test_the_class_of_an_actor_follows_from_its_kind() -> None:
    classes = {
        iri.rpartition("/")[2]: Facts(["schemes"]).one(iri, f"{CASUS}actorClass")
        for iri in Facts(["schemes"]).having(f"{SKOS}inScheme", "https://w3id.org/casus/concept/actor-kind")
    }
    found = {i: FACTS.all(f"{ACTOR}{i}", RDF_TYPE) for i in ACTORS}

    assert found == {
        i: [classes[entry["kind"].replace("_", "-")], terms.Actor.value] for i, entry in ACTORS.items()
    }


@pytest.mark.parametrize("name", FILES)
def test_the_actors_of_a_file_are_sorted(name: str) -> None:
    ids = re.findall(r"^<actor/([^/>]+)> a ", turtle_path(name).read_text(encoding="utf-8"), re.MULTILINE)

    assert ids == sorted(ids)


def test_whatever_an_actor_refers_to_is_there() -> None:
    known = {f"{ACTOR}{i}" for i in ACTORS}
    references = {f"{CASUS}country", f"{CASUS}partOf", f"{CASUS}organization"}
    referred = [triple for triple in triples() if triple[1] in references]

    assert [triple for triple in referred if triple[2] not in known] == []
    assert {ACTORS[entry["country"]]["kind"] for entry in ACTORS.values() if entry["country"]} == {"state"}


def test_nothing_is_part_of_itself() -> None:
    for start in ACTORS:
        line = [start]
        while above := ACTORS[line[-1]]["part_of"]:
            assert above not in line
            line.append(above)


def test_two_actors_share_a_name_only_where_that_is_known() -> None:
    assert {name: ids for name, ids in bearers().items() if len(ids) > 1} == SHARED_NAMES


def test_a_shared_name_is_flagged_as_ambiguous() -> None:
    flagged = {name for entry in ACTORS.values() for name in entry["ambiguous"]}

    assert set(SHARED_NAMES) - flagged == set()


def test_a_name_has_no_stray_blanks_or_curly_quotes() -> None:
    assert [name for name in bearers() if name != name.strip() or re.search("[\u2018-\u201d]|  ", name)] == []


def test_each_node_is_an_actor_or_a_tenure_of_one() -> None:
    nodes = {subject for subject, _, _ in triples()}

    assert nodes == {f"{BASE}actor/{i}" for i in ACTORS} | set(FACTS.having(RDF_TYPE, terms.Tenure.value))


def test_every_tenure_belongs_to_one_person_and_ends_after_it_began() -> None:
    owners = Counter(tenure for i in ACTORS for tenure in FACTS.all(f"{ACTOR}{i}", f"{CASUS}tenure"))

    assert set(owners) == set(FACTS.having(RDF_TYPE, terms.Tenure.value))
    assert set(owners.values()) == {1}
    assert [(i, o) for i, o in OFFICES if o["from"] and o["until"] and o["from"] > o["until"]] == []
    assert {ACTORS[i]["kind"] for i, _ in OFFICES} == {"person"}


def test_one_person_at_a_time_holds_an_office() -> None:
    held: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for person, office in OFFICES:
        if office["role"] in HELD_ALONE and office["organization"] and office["from"]:
            key = (office["role"], office["organization"])
            held[key].append((office["from"], office["until"] or "9", person))
    overlaps = [
        (key, earlier, later)
        for key, tenures in held.items()
        for earlier, later in pairwise(sorted(tenures))
        if earlier[1] > later[0]
    ]

    assert overlaps == []


@pytest.mark.parametrize(
    ("role", "organization", "day", "person"),
    [
        ("president", "USA", "2024-12-03", "joe-biden"),
        ("president", "USA", "2025-02-01", "donald-trump"),
        ("president", "UKR", "2016-01-01", "petro-poroshenko"),
        ("president", "SYR", "2024-11-30", "bashar-al-assad"),
        ("defence minister", "ukr-defence-ministry", "2022-02-24", "oleksii-reznikov"),
        ("defence minister", "rus-defence-ministry", "2022-02-24", "sergei-shoigu"),
        ("commander-in-chief", "ukr-armed-forces", "2024-03-01", "oleksandr-syrskyi"),
        ("secretary-general", "nato", "2024-11-01", "mark-rutte"),
        ("secretary-general", "hezbollah", "2020-01-01", "hassan-nasrallah"),
        ("prime minister", "isr-government", "2021-12-01", "naftali-bennett"),
    ],
)
def test_an_office_on_a_day_leads_to_its_holder(role: str, organization: str, day: str, person: str) -> None:
    assert holders(role, organization, day) == {person}


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("U.S.", "USA"),
        ("Washington", "USA"),
        ("Britain", "GBR"),
        ("DPRK", "PRK"),
        ("DR Congo", "COD"),
        ("Türkiye", "TUR"),
        ("Kiev", "UKR"),
        ("Ukrainians", "UKR"),
        ("Kremlin", "kremlin"),
        ("Pentagon", "usa-department-of-defense"),
        ("US Department of Defense", "usa-department-of-defense"),
        ("State Department", "usa-department-of-state"),
        ("Downing Street", "gbr-government"),
        ("General Staff of the Armed Forces of Ukraine", "ukr-general-staff"),
        ("HUR", "ukr-defence-intelligence"),
        ("Ukraine's defense ministry", "ukr-defence-ministry"),
        ("Syrian defence ministry", "syr-defence-ministry"),
        ("South Korea's spy agency", "kor-nis"),
        ("IDF", "isr-armed-forces"),
        ("Revolutionary Guards", "irn-irgc"),
        ("Gaza's health ministry", "gaza-health-ministry"),
        ("Rwandan government", "rwa-government"),
        ("Congolese army", "cod-armed-forces"),
        ("FAMa", "mli-armed-forces"),
        ("Tatmadaw", "mmr-armed-forces"),
        ("Ansar Allah", "houthis"),
        ("Daesh", "islamic-state"),
        ("Rapid Support Forces", "rapid-support-forces"),
        ("SDF", "syrian-democratic-forces"),
        ("UN refugee agency", "unhcr"),
        ("Ukrinform", "ukrinform"),
        ("AFP", "afp"),
        ("Zelensky", "volodymyr-zelenskyy"),
        ("Pat Ryder", "pat-ryder"),
    ],
)
def test_a_name_as_newsrooms_write_it_means_one_actor(name: str, actor: str) -> None:
    assert bearers()[name] == {actor}


@pytest.mark.parametrize(
    ("actor", "country"),
    [
        ("wagner-group", "RUS"),
        ("hezbollah", None),
        ("hamas", None),
        ("m23", None),
        ("nato", None),
        ("ukrinform", "UKR"),
        ("ukr-azov-brigade", "UKR"),
        ("gaza-health-ministry", "PSE"),
        ("pat-ryder", "USA"),
        ("UKR", "UKR"),
    ],
)
def test_an_actor_has_the_country_that_it_acts_for(actor: str, country: str | None) -> None:
    assert ACTORS[actor]["country"] == country
