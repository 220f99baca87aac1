"""Keeps choices from a form: all or none, and each that does not fit is told at its field."""

from flask.typing import ResponseReturnValue

from admin import pages, refusals
from admin.forms import Form
from admin.parts import Visit
from services import settings, shopkeeping
from services.setting_rules import RULES
from services.settings import SettingRefused


def attempt(visit: Visit, form: Form, *, said: str, on: str, again: pages.Again) -> ResponseReturnValue:
    """Keep the choices and say so on that page, or show the form again with what does not fit."""

    def keep() -> ResponseReturnValue:
        _keep(visit, form)
        return pages.done(said, on)

    return pages.attempt(visit, form, keep, again=again)


def _keep(visit: Visit, form: Form) -> None:
    """Keep what changed, or raise the first SettingRefused."""
    wanted = {name: form.text(name) for name in form.data if name in RULES}
    changed = {name: value for name, value in wanted.items() if value != _now(visit, name)}
    refused = [refusal for name, value in changed.items() if (refusal := _refused(form, name, value))]
    if refused:
        raise refused[0]
    trust_url = f"{visit.parts.settings.public_url}/trust"
    shopkeeping.change(visit.session, changed, trust_url=trust_url, now=visit.now)
    visit.note("settings_changed", "settings", names=sorted(changed))


def _now(visit: Visit, name: str) -> str:
    return settings.as_text(getattr(visit.choices, name))


def _refused(form: Form, name: str, value: str) -> SettingRefused | None:
    try:
        settings.parse(name, value)
    except SettingRefused as refusal:
        form[name].errors = [*form[name].errors, refusals.sentence(refusal)]
        return refusal
    return None
