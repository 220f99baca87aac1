"""Announcements: written, followed, paused and cancelled at the command line."""

import json
from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from bot.wording import Words
from bot.wording import announcements as wording
from cli import politeness
from cli.parts import parts
from cli.speech import Group
from models.announcements import Announcement
from models.members import Language
from services import (
    announcements,
    audiences,
    audit,
    contents,
    halts,
    japan,
    progress,
    quotas,
    settings,
    topics,
)
from services.progress import Report
from services.settings import Choices

group = Group("announcements", help="お知らせを送る・止める。 / Send and stop announcements.")

FIGURES = ("planned", "accepted", "unknown", "dropped", "failed", "expired", "cancelled", "waiting")


class Moment(click.ParamType[datetime]):
    """A time in ISO form; without an offset it is Japan's."""

    name = "iso"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it, or say how to write it."""
        try:
            given = datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"時刻 {value} が読めません。2026-12-01T18:00 のように書いてください（日本時間）。 / "
                f"cannot read {value}; write it like 2026-12-01T18:00 (Japan time).",
                param,
                ctx,
            )
        return (given if given.tzinfo else given.replace(tzinfo=japan.ZONE)).astimezone(UTC)


as_json = click.option("--json", "is_json", is_flag=True, help="JSON で答える / Answer in JSON.")
number = click.argument("announcement_id", type=int, metavar="ID")


@group.command("create")
@click.option("--topic", required=True, help="話題の符号 / The topic's code, such as news.")
@click.option("--text", "texts", multiple=True, required=True, help="本文（5回まで） / Up to five texts.")
@click.option("--title", default="", help="スタッフ用の題名 / A title for the staff.")
@click.option("--at", type=Moment(), help="送り始める時刻 / When it begins; left out: now.")
@click.option("--until", type=Moment(), help="最後の時刻 / The last moment.")
@click.option("--draft", "is_draft", is_flag=True, help="下書きだけ / Keep it as a draft.")
@as_json
def create(topic: str, texts: tuple[str, ...], title: str, is_json: bool, **times: Any) -> None:  # noqa: FBT001
    """Write an announcement and, unless it is a draft, schedule it: the operator's word is the approval."""
    everything = parts()
    at, until = times["at"] or everything.clock(), times["until"]
    with everything.sessions.begin() as session:
        made = announcements.draft(
            session,
            title=title or texts[0],
            topic_id=topics.by_code(session, topic).id,
            content={"texts": list(texts), "button": None, "coupon_id": None},
            created_by=None,
            now=everything.clock(),
        )
        if not times.pop("is_draft"):
            _schedule(session, made, **times)
        said = contents.texts(made.content)
        findings = politeness.look(said, settings.read(session), at=at, until=until)
        _note(session, "announcement_created", made.id, findings=sorted({one.kind for one in findings}))
    politeness.tell(findings)
    _tell(made.id, is_json=is_json)


@group.command("show")
@number
@as_json
def show(announcement_id: int, is_json: bool) -> None:  # noqa: FBT001
    """Tell how far it has come."""
    _tell(announcement_id, is_json=is_json)


@group.command("pause")
@number
def pause(announcement_id: int) -> None:
    """Begin no more calls until it is resumed."""
    _step(announcements.pause, "announcement_paused", announcement_id)


@group.command("resume")
@number
def resume(announcement_id: int) -> None:
    """Go on where it stood."""
    _step(announcements.resume, "announcement_resumed", announcement_id)


@group.command("cancel")
@number
def cancel(announcement_id: int) -> None:
    """End it; calls under way are the last."""
    _step(announcements.cancel, "announcement_cancelled", announcement_id)


@group.command("halt")
def halt() -> None:
    """Stop everything: no call begins until `lift`."""
    everything = parts()
    with everything.sessions.begin() as session:
        halts.halt(session, by=None, now=everything.clock())
        audit.write(session, "sending_halted", "everything", staff_id=None, now=everything.clock())
    click.echo("すべての配信を止めました。 / Everything stands still.")


@group.command("lift")
def lift() -> None:
    """Let everything go on where it stood."""
    everything = parts()
    with everything.sessions.begin() as session:
        if halts.lift(session, word=halts.WORDS[0], by=None, now=everything.clock()):
            audit.write(session, "sending_resumed", "everything", staff_id=None, now=everything.clock())
    click.echo("配信を再開しました。 / Sending goes on.")


def _check_quota(session: Session, made: Announcement, *, at: datetime | None, choices: Choices) -> None:
    """Refuse more people than messages; nothing is scheduled for some of them by chance."""
    now = parts().clock()
    reached = audiences.of(session, made, choices=choices, now=now).reachable
    quotas.check(session, reached, at=at, choices=choices, now=now)


def _schedule(session: Session, made: Announcement, *, at: datetime | None, until: datetime | None) -> None:
    everything = parts()
    choices = settings.read(session)
    words: dict[str, Words] = {
        language: wording.compose(
            contents.read(made.content),
            choices.front(everything.trust_url, language),
            str(made.id),
            language,
            photos=everything.photos_url,
        )
        for language in Language
    }
    _check_quota(session, made, at=at, choices=choices)
    announcements.schedule(
        session,
        made,
        at=at,
        until=until,
        messages_by_language=words,
        approved_by=None,
        now=everything.clock(),
    )


def _step(step: Any, action: str, announcement_id: int) -> None:
    everything = parts()
    with everything.sessions.begin() as session:
        step(session, announcements.find(session, announcement_id), now=everything.clock())
        _note(session, action, announcement_id)
    _tell(announcement_id, is_json=False)


def _note(session: Session, action: str, announcement_id: int, **detail: Any) -> None:
    subject = f"announcement:{announcement_id}"
    audit.write(session, action, subject, staff_id=None, now=parts().clock(), **detail)


def _tell(announcement_id: int, *, is_json: bool) -> None:
    everything = parts()
    with everything.readings.begin() as session:
        report = progress.show(session, announcement_id, now=everything.clock())
    click.echo(json.dumps(_values(report), ensure_ascii=False) if is_json else _line(report))


def _values(report: Report) -> dict[str, Any]:
    figures = {name: getattr(report, name) for name in FIGURES}
    return {"id": report.id, "state": report.state.value, **figures, "excluded": dict(report.excluded)}


def _line(report: Report) -> str:
    figures = " ".join(f"{name}={getattr(report, name)}" for name in FIGURES)
    return f"{report.id} {report.state} {figures}"
