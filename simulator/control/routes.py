"""The table of contents of the control interface."""

from simulator.control import console, dialogs, files, people, state, streams
from simulator.routes import Route, Serve

_PERSON = "/sim/people/{person}"
_ACTS: tuple[tuple[str, Serve], ...] = (
    ("follow", people.follow),
    ("block", people.block),
    ("unblock", people.unblock),
    ("text", people.say),
    ("postback", people.tap),
    ("sticker", people.post_sticker),
    ("image", people.post_image),
    ("unsend", people.unsend),
    ("delete-account", people.delete_account),
    ("read", people.read),
)

CONTROL = (
    Route("GET", "/", "page", files.index),
    Route("GET", "/page/{file}", "page", files.page),
    Route("GET", "/lineview/{file}", "lineview", files.lineview),
    Route("GET", "/content/{id}", "content", files.content),
    Route("GET", "/dialog/bot/accountLink", "accountLink", dialogs.link),
    Route("GET", "/sim/state", "state", state.show),
    Route("POST", "/sim/reset", "reset", state.reset),
    Route("GET", "/sim/faults", "faults", state.show_faults),
    Route("PUT", "/sim/faults", "faults", state.put_faults),
    Route("PUT", "/sim/settings", "settings", state.put_settings),
    Route("GET", "/sim/calls", "calls", state.calls),
    Route("GET", "/sim/accepted", "accepted", state.accepted),
    Route("GET", "/sim/webhooks", "webhooks", state.webhooks),
    Route("POST", "/sim/raw", "raw", state.send_raw, waits=True),
    Route("GET", "/sim/stream", "stream", streams.listen),
    Route("POST", "/sim/console", "console", console.send),
    Route("POST", "/sim/people", "people", people.add),
    Route("GET", f"{_PERSON}/talk", "talk", people.talk),
    *(Route("POST", f"{_PERSON}/{name}", name, serve) for name, serve in _ACTS),
)
