"""Which language a text is in."""

from __future__ import annotations

import pytest

from loaders.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministry said that its forces had driven back an attack near the river.", "en"),
        ("Міністерство повідомило, що його сили відбили атаку поблизу річки.", "uk"),
        ("Министерство сообщило, что его силы отразили атаку у реки.", "ru"),  # noqa: RUF001
        ("Troops of both armies stayed near Zubrovo, near Lipki, near Orlan.", "en"),
        ("Said and Of the " + "Byen har for mange soldater, og det blir verre hver dag. " * 6, "no"),
        ("Le ministère a déclaré que ses forces avaient repoussé une attaque près du fleuve.", "fr"),
        ("قالت الوزارة إن قواتها صدت هجوما قرب النهر في ساعة مبكرة من صباح اليوم", "ar"),
        ("Kyiv, 14:30", None),
        ("1,200 / 300 / 45 " * 20, None),
    ],
)
def test_a_language_is_told_where_there_is_text_enough(text: str, language: str | None) -> None:
    assert detect(text) == language
