"""How far a claim is meant, read off whole sentences."""

import pytest

from loaders.document import extract
from loaders.model import Article, Zone, ZoneKind


def committed(sentence: str) -> set[tuple[str, str]]:
    """Return the (stance, status) of the claims that a sentence makes."""
    zones = (Zone(kind=ZoneKind.BODY, start=0, end=len(sentence)),)
    document = extract(Article(text=sentence, published="2024-12-03", language="en", zones=zones))
    return {(claim.stance, claim.status) for claim in document.claims}


@pytest.mark.parametrize(
    ("sentence", "stance", "status"),
    [
        ("Kenya sent 300 soldiers to Haiti.", "affirms", "claimed"),
        ("Kenya did not send soldiers to Haiti.", "denies", "denied"),
        ("Kenya never sent any soldiers to Haiti.", "denies", "denied"),
        ("Kenya has yet to send soldiers to Haiti.", "denies", "denied"),
        ("Kenya denied that it had sent soldiers to Haiti.", "denies", "denied"),
        ("Kenya denied sending soldiers to Haiti.", "denies", "denied"),
        (
            "Benin spreads misinformation claiming that Kenya has sent soldiers to Haiti, Nairobi said.",
            "denies",
            "denied",
        ),
        ("Kenya has committed 1,000 soldiers for the mission in Haiti.", "commits", "planned"),
        ("Kenya rejected reports that it had sent soldiers to Haiti.", "denies", "denied"),
        ("Kenya dismissed as false claims that it had sent soldiers to Haiti.", "denies", "denied"),
        ("Kenya did not deny sending soldiers to Haiti.", "not_ruled_out", "expected"),
        ("Kenya confirmed that it had sent 300 soldiers to Haiti.", "affirms", "confirmed"),
        ("Kenya acknowledged sending 300 soldiers to Haiti.", "affirms", "confirmed"),
        (
            "Kenya could not confirm that Kenyan soldiers had been sent to Haiti.",
            "cannot_confirm",
            "unconfirmed",
        ),
        (
            "The UN was unable to verify that Kenya had sent soldiers to Haiti.",
            "cannot_confirm",
            "unconfirmed",
        ),
        (
            "The Pentagon has yet to confirm that Kenya sent soldiers to Haiti.",
            "cannot_confirm",
            "unconfirmed",
        ),
        (
            "The Pentagon declined to confirm that Kenya had sent soldiers to Haiti.",
            "cannot_confirm",
            "unconfirmed",
        ),
        (
            "Kenya has neither confirmed nor denied sending soldiers to Haiti.",
            "cannot_confirm",
            "unconfirmed",
        ),
        ("There is no evidence that Kenya sent soldiers to Haiti.", "not_observed", "denied"),
        ("The United States has seen no sign that Kenya sent soldiers to Haiti.", "not_observed", "denied"),
        (
            "The United States said it had not seen Kenyan soldiers arriving in Haiti.",
            "not_observed",
            "denied",
        ),
        ("Kenya reportedly sent 300 soldiers to Haiti.", "affirms", "unconfirmed"),
        ("Kenya is said to have sent 300 soldiers to Haiti.", "affirms", "unconfirmed"),
        ("Kenya allegedly sent 300 soldiers to Haiti.", "affirms", "unconfirmed"),
        ("There are reports that Kenya sent 300 soldiers to Haiti.", "acknowledges_reports", "unconfirmed"),
        (
            "Washington is aware of reports that Kenya sent soldiers to Haiti.",
            "acknowledges_reports",
            "unconfirmed",
        ),
        ("Kenya may have sent soldiers to Haiti.", "affirms", "expected"),
        ("Kenya could send soldiers to Haiti.", "affirms", "expected"),
        ("Kenya will send 300 soldiers to Haiti, the United States said.", "affirms", "expected"),
        ("Kenya said it would send 300 soldiers to Haiti.", "affirms", "planned"),
        ("Kenya plans to send 300 soldiers to Haiti.", "commits", "planned"),
        ("Kenya promised to send 300 soldiers to Haiti.", "commits", "planned"),
        ("Kenya is preparing to send 300 soldiers to Haiti.", "commits", "planned"),
        ("Kenya has agreed to send 300 soldiers to Haiti.", "commits", "planned"),
        ("Kenya refused to send soldiers to Haiti.", "refuses", "denied"),
        (
            "Kenya declined to comment on reports that it sent soldiers to Haiti.",
            "cannot_confirm",
            "unconfirmed",
        ),
        ("Kenya ruled out sending soldiers to Haiti.", "refuses", "denied"),
        ("Kenya has not ruled out sending soldiers to Haiti.", "not_ruled_out", "expected"),
        ("Kenya refused to rule out sending soldiers to Haiti.", "not_ruled_out", "expected"),
        ("Haiti asked Kenya to send 300 soldiers to Haiti.", "requests", "requested"),
        ("The UN believes Kenya sent 300 soldiers to Haiti.", "affirms", "expected"),
        ("The UN does not believe Kenya sent soldiers to Haiti.", "denies", "denied"),
        ("The UN doubts that Kenya sent soldiers to Haiti.", "denies", "denied"),
        ("Kenya is expected to send 300 soldiers to Haiti.", "affirms", "expected"),
        ("Kenya is likely to send 300 soldiers to Haiti.", "affirms", "expected"),
        ("It is unclear whether Kenya sent soldiers to Haiti.", "cannot_confirm", "unconfirmed"),
        ("Kenya failed to send soldiers to Haiti.", "denies", "denied"),
        ("No Kenyan soldiers were sent to Haiti.", "denies", "denied"),
        ("Not a single Kenyan soldier was sent to Haiti.", "denies", "denied"),
        ("Nobody was killed in the strike.", "denies", "denied"),
        ("No one was injured in the strike.", "denies", "denied"),
        ("Kenya stopped short of sending soldiers to Haiti.", "refuses", "denied"),
        ("Reports that Kenya sent soldiers to Haiti are false.", "denies", "denied"),
        ("The claim that Kenya sent soldiers to Haiti is a lie.", "denies", "denied"),
        (
            "Kenya's government called reports that it had sent soldiers to Haiti nonsense.",
            "denies",
            "denied",
        ),
        ("The attack did not kill any civilians.", "denies", "denied"),
        ("The army said it was not true that soldiers had been killed.", "denies", "denied"),
        ("Kenya insisted it had not supplied weapons to Haiti.", "denies", "denied"),
        ("Kenya threatened to send soldiers to Haiti.", "commits", "planned"),
        ("Kenya decided against sending soldiers to Haiti.", "refuses", "denied"),
        ("Kenya has no plans to send soldiers to Haiti.", "refuses", "denied"),
        ("Kenya is considering sending soldiers to Haiti.", "commits", "planned"),
        ("Kenya said it would consider sending soldiers to Haiti.", "commits", "planned"),
        ("Washington has not decided whether to send missiles to Ukraine.", "commits", "planned"),
        ("Kenya is preparing to stop sending weapons to Rwanda.", "commits", "planned"),
        ("Kenya said it would stop sending weapons to Rwanda.", "commits", "planned"),
        ("Russia to send 300 soldiers to Syria", "commits", "planned"),
        ("North Korea might be planning to launch a missile.", "commits", "expected"),
        ("Three soldiers appear to have been killed in the attack.", "affirms", "expected"),
        ("Three soldiers must have been killed in the attack.", "affirms", "expected"),
        ("The claim that Rwanda sent troops to Congo does not correspond to reality.", "denies", "denied"),
        ("Reports that Rwanda sent troops to Congo have no basis in fact.", "denies", "denied"),
        ("The army is investigating whether its troops killed three men.", "cannot_confirm", "unconfirmed"),
        ("Kenya rebuffed calls to send soldiers to Haiti.", "denies", "denied"),
        ("The president ordered a strike on the port of Hodeidah.", "affirms", "claimed"),
        ("Kenya said it would recruit and send 300 soldiers to Haiti.", "affirms", "planned"),
        ("Israel could surround and attack the port of Tyre, officials said.", "affirms", "expected"),
        ("The rebels did not surround or attack the town of Goma.", "denies", "denied"),
        ("The rebels did not flee but attacked the town of Goma.", "affirms", "claimed"),
        ("Gunmen reportedly stormed a base and killed 20 soldiers.", "affirms", "unconfirmed"),
        ("India has neither confirmed nor denied the loss of 20 soldiers.", "cannot_confirm", "unconfirmed"),
        ("The missile not only killed 20 soldiers but also sank a ship.", "affirms", "claimed"),
        ("The death of a commander in Beirut will not break us, said his deputy.", "affirms", "claimed"),
        ("Israel prevented Hamas from firing rockets at Ashkelon.", "denies", "denied"),
        ("Reports that Russia sent troops to Mali are unconfirmed.", "cannot_confirm", "unconfirmed"),
        (
            "The minister denied reports in a paper that Denmark had sent soldiers to Poland.",
            "denies",
            "denied",
        ),
        (
            "There are reports, and we are aware of them, that North Korean soldiers were killed in Kursk.",
            "acknowledges_reports",
            "unconfirmed",
        ),
        (
            "Hamas neither confirmed nor denied that 30 of its fighters were killed.",
            "cannot_confirm",
            "unconfirmed",
        ),
        (
            "We are not able to confirm who fired the missile, an official said.",
            "cannot_confirm",
            "unconfirmed",
        ),
        ("The UAE rejected claims that it had armed the RSF.", "denies", "denied"),
        ("Rwanda again denied that it had sent soldiers to Goma.", "denies", "denied"),
        ("Turkey reportedly plans to station soldiers in Palmyra.", "commits", "unconfirmed"),
        ("China is rumoured to have handed over six jets to Myanmar.", "affirms", "unconfirmed"),
        ("Poland will send two tanks to Ukraine, the interior minister said.", "affirms", "planned"),
        ("The Houthis would not hesitate to strike Eilat, Saree said.", "commits", "planned"),
        ("Kim Jong Un vowed to press ahead with missile tests in the Pacific.", "commits", "planned"),
        ("Hezbollah threatened to step up its attacks on Safed.", "commits", "planned"),
        ("The Azeri army is preparing for an assault on Lachin.", "commits", "planned"),
        ("Yerevan is preparing for an Azeri assault on Lachin.", "affirms", "expected"),
        ("Putin will try an offensive on Kharkiv, officials said.", "affirms", "expected"),
        ("Fears of a Russian attack on Kharkiv are growing.", "affirms", "expected"),
        ("Washington is not contemplating an attack on Damascus.", "refuses", "denied"),
        ("Moscow reserves the right to provide Syria with S-300 missiles.", "commits", "planned"),
        ("Beirut deploys 5,000 soldiers in the south within sixty days.", "affirms", "expected"),
        ("Turkey is about to send 5,000 soldiers to Idlib.", "commits", "planned"),
        ("North Korea could choose to fire missiles at Guam.", "commits", "expected"),
        ("Hezbollah is expected to play a major role in an attack on Qalamoun.", "affirms", "expected"),
        ("Poland warned of a Russian attack on Suwalki.", "affirms", "expected"),
        ("The Taliban denied any involvement in the attack on the airport of Kabul.", "denies", "denied"),
        ("Iran said that it had nothing to do with the drone attack on Abqaiq.", "denies", "denied"),
        ("Israel was not responsible for the strike on the clinic in Rafah, Katz said.", "denies", "denied"),
    ],
)
def test_the_words_over_a_claim_decide_its_stance_and_status(sentence: str, stance: str, status: str) -> None:
    assert committed(sentence) == {(stance, status)}


@pytest.mark.parametrize(
    "sentence",
    [
        "If Kenya sends soldiers to Haiti, they will be targets.",
        "Did Kenya send soldiers to Haiti?",
        "Kenya would have sent soldiers to Haiti.",
        "Unless Kenya sends soldiers to Haiti, the gangs will win.",
        "Should Kyiv receive Taurus missiles, it could strike Crimea.",
        "Had Russia sent troops to Mali, the junta would have won.",
        "If Russia attacks Poland, NATO will send troops to Warsaw.",
        "There has been no accusation that Iran launched missiles.",
        "The Central Command gave no toll.",
        "Kenya should send soldiers to Haiti.",
        "Kenya should recruit and send soldiers to Haiti.",
        "If Israel attacks Iran and kills 20 soldiers, there will be war.",
        "Do not attack Syria!",
        "The United States will not stand by when chemical weapons are used on civilians.",
        "There is a threat of war if Assad does not hand over the weapons to Moscow.",
        "They will do what it takes to stop him from killing soldiers in Raqqa.",
        "They do not want the rebels attacking the capital.",
        "Kenya has the right to send soldiers to Haiti.",
        "Russia lacks the capability to launch missiles at Kyiv.",
        "North Korea has a missile capable of hitting Japan.",
        "The missile can hit Alaska.",
        "Removing the troops from Syria could be a boon for Iran.",
        "Instead of sending tanks to Ukraine, Berlin sent helmets.",
        "Berlin would rather pay than send tanks to Ukraine.",
        "The general warned against attacking Iran.",
        "The navy vowed to prevent North Korea from hitting Japan with a missile.",
        "Washington would act in the event of evidence that Syria has bombed Aleppo.",
        "There is no guarantee that Russia will not fire missiles at Kyiv.",
        "The ship was moved to protect Guam against a missile launch by North Korea.",
    ],
)
def test_conditions_questions_and_what_would_have_been_make_no_claim(sentence: str) -> None:
    assert committed(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Airlines were barred from using Kyiv after a Russian drone hit a hangar in Brovary.",
        "Kenya denied any theft after its soldiers killed six men in Kismayo.",
        "Soldiers stopped the convoy near Nahal Oz, killing one of the gunmen.",
    ],
)
def test_what_is_hindered_or_denied_beside_an_event_leaves_it_a_fact(sentence: str) -> None:
    assert committed(sentence) == {("affirms", "claimed")}


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister, asked about sending missiles to Ukraine, said that Brussels decides.",
        "The Pentagon said the US was not at the point where it would be willing to send jets to Taiwan.",
        "Hamas was still committed to the truce, it said.",
        "The officer did not elaborate on whether some soldiers had died or were only injured.",
        "Police have yet to clarify how many soldiers were killed in Jolo.",
    ],
)
def test_what_is_only_asked_about_or_left_open_is_no_claim(sentence: str) -> None:
    assert committed(sentence) == set()


def test_what_unconfirmed_reports_tell_is_unconfirmed() -> None:
    sentence = "According to unconfirmed reports, gunmen are holding 18 hostages in Jolo."

    assert {status for _, status in committed(sentence)} == {"unconfirmed"}
