"""The yardstick: an echo bot that replies inside the request, through LINE's SDK, as its samples do."""

import os

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent, TextMessageContent

app = Flask("echo")
hears = WebhookHandler(os.environ["LINE_CHANNEL_SECRET"])
line = Configuration(host=os.environ["LINE_API_BASE"], access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"])


@app.post("/callback")
def callback() -> str:
    try:
        hears.handle(request.get_data(as_text=True), request.headers["x-line-signature"])
    except InvalidSignatureError:
        abort(400)
    return "OK"


@hears.add(MessageEvent, message=TextMessageContent)  # type: ignore[untyped-decorator]
def echo(event: MessageEvent) -> None:
    with ApiClient(line) as client:
        said = TextMessage(text=event.message.text)
        MessagingApi(client).reply_message(
            ReplyMessageRequest(reply_token=event.reply_token, messages=[said])
        )
