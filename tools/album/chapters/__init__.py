"""Every dialogue of docs/dialogues.md, in order; one may rest on what those before it did."""

from tools.album.chapters import (
    answers,
    every_day,
    joining,
    loyalty,
    messages,
    rights,
    tills,
    trouble,
    wishes,
)

CHAPTERS = (
    joining.CHAPTER,
    every_day.CHAPTER,
    wishes.CHAPTER,
    messages.CHAPTER,
    rights.CHAPTER,
    trouble.CHAPTER,
    loyalty.CHAPTER,
    answers.CHAPTER,
    tills.CHAPTER,
)
DIALOGUES = tuple(dialogue for chapter in CHAPTERS for dialogue in chapter.dialogues)
