"""Endpoints about the account, its tokens, its quota and its friends' profiles."""

from simulator.answers import Answer, Json, Refused
from simulator.channel import Channel
from simulator.people import Person
from simulator.requests import Request


def issue_token(channel: Channel, request: Request) -> Answer:
    return Answer(body=channel.access_tokens.issue(request.form(), now=channel.clock.now()))


def info(channel: Channel, _request: Request) -> Answer:
    return Answer(
        body={
            "userId": channel.bot_user_id,
            "basicId": channel.options.basic_id,
            "displayName": channel.options.name,
            "chatMode": "chat",
            "markAsReadMode": "manual",
        }
    )


def profile(channel: Channel, request: Request) -> Answer:
    person = channel.people.get(request.params["userId"])
    if person is None or not person.is_known_to_bot():
        raise Refused(404, "Not found")
    return Answer(body=_as_profile(person))


def quota(channel: Channel, _request: Request) -> Answer:
    return Answer(body=channel.quota.as_line_tells())


def consumption(channel: Channel, _request: Request) -> Answer:
    return Answer(body={"totalUsage": channel.quota.used})


def link_token(channel: Channel, request: Request) -> Answer:
    person = channel.people.get(request.params["userId"])
    if person is None or not person.is_known_to_bot():
        raise Refused(404, "Not found")
    return Answer(body={"linkToken": channel.link_tokens.issue(person.id, now=channel.clock.now())})


def content(channel: Channel, request: Request) -> Answer:
    """The picture that a person posted."""
    picture = channel.pictures.get(request.params["messageId"])
    if picture is None:
        raise Refused(404, "Not found")
    return Answer(body=picture.content, content_type=picture.content_type)


def _as_profile(person: Person) -> Json:
    return {"userId": person.id, "displayName": person.name, "language": person.language}
