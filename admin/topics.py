"""Topics: what the shop writes about, so that members can choose."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import StringField
from wtforms.validators import DataRequired

from admin import pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.topics import Topic
from services import topics


class TopicForm(Form):
    """A new topic."""

    name_ja = StringField(__("名前（日本語）"), [DataRequired(__("日本語の名前を入れてください。"))])
    name_en = StringField(__("名前（英語）"), [DataRequired(__("英語の名前を入れてください。"))])
    code = StringField(__("記号"), [DataRequired(__("記号を入れてください。"))])


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(*MARKETING)
def define(visit: Visit) -> ResponseReturnValue:
    form = TopicForm()

    def keep() -> ResponseReturnValue:
        topic = topics.define(
            visit.session,
            code=form.code.data,
            name_ja=form.name_ja.data,
            name_en=form.name_en.data,
            now=visit.now,
        )
        visit.note("topic_defined", f"topic:{topic.id}")
        return pages.done(_("話題を追加しました。"), "admin.topics")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, form=form))


@allowed(*MARKETING)
def retire(visit: Visit) -> ResponseReturnValue:
    topic = pages.found(visit.session.get(Topic, request.form.get("topic", 0, type=int)))
    topics.retire(visit.session, topic)
    visit.note("topic_retired", f"topic:{topic.id}")
    return pages.done(_("話題をしまいました。"), "admin.topics")


def _page(visit: Visit, *, form: TopicForm | None = None) -> str:
    return pages.show(
        "topics.html",
        visit,
        form=form or TopicForm(None),
        topics=topics.active(visit.session),
        news=topics.NEWS,
    )
