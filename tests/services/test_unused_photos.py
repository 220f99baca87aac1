"""Unused photos: what no announcement shows goes after thirty days, and nothing else."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.photos import Photo
from services import contents, photos
from tests import images
from tests.clock import NOW
from tests.makers import Make
from tests.services.nights import DAY, clean


def test_a_photo_goes_when_it_is_thirty_days_old_and_nothing_shows_it(session: Session, make: Make) -> None:
    alone, in_part, in_card, young = (photos.keep(session, images.png(3, 2), now=NOW).token for _ in range(4))
    card = {"title": "豆", "text": "", "label": "", "uri": "", "photo": in_card}
    parts = [{"kind": "text", "words": "豆です。"}, {"kind": "photo", "photo": in_part}]
    shown = contents.written(contents.read({"parts": [*parts, {"kind": "cards", "cards": [card]}]}))
    make.announcement().content = shown
    session.get_one(Photo, _number(session, young)).created_at = NOW + DAY
    session.flush()

    assert clean(session, NOW + 29 * DAY) == {}
    assert clean(session, NOW + 30 * DAY, limit=1) == {"photos": 1}

    left = set(session.scalars(select(Photo.token)))
    assert left == {in_part, in_card, young}
    assert alone not in left
    assert clean(session, NOW + timedelta(days=31)) == {"photos": 1}


def _number(session: Session, token: str) -> int:
    return session.scalars(select(Photo.id).where(Photo.token == token)).one()
