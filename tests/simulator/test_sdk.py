"""LINE's own SDK talks to the stand-in as to the platform."""

import uuid
from collections.abc import Iterator

import pytest
import urllib3
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    ConfirmTemplate,
    FlexContainer,
    FlexMessage,
    Message,
    MessageAction,
    MessagingApi,
    MessagingApiBlob,
    MulticastRequest,
    PostbackAction,
    PushMessageRequest,
    QuickReply,
    QuickReplyItem,
    ReplyMessageRequest,
    RichMenuArea,
    RichMenuBounds,
    RichMenuRequest,
    RichMenuSize,
    SetWebhookEndpointRequest,
    ShowLoadingAnimationRequest,
    TemplateMessage,
    TextMessage,
    ValidateMessageRequest,
)
from linebot.v3.messaging import MarkMessagesAsReadByTokenRequest as MarkAsRead
from linebot.v3.oauth import ApiClient as OauthClient
from linebot.v3.oauth import ChannelAccessToken
from linebot.v3.oauth import Configuration as OauthConfiguration

from simulator import RunningLine, pictures


@pytest.fixture
def client(line: RunningLine) -> Iterator[ApiClient]:
    configuration = Configuration(access_token=line.token, host=line.url)
    configuration.retries = urllib3.Retry(total=0, redirect=0)
    with ApiClient(configuration) as client:
        yield client
        client.rest_client.pool_manager.clear()


@pytest.fixture
def sdk(client: ApiClient) -> MessagingApi:
    return MessagingApi(client)


def every_kind() -> list[Message]:
    yes = PostbackAction(label="はい", data="action=yes", displayText="はい")
    no = MessageAction(label="いいえ", text="いいえ")
    bubble = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}}
    return [
        TextMessage(text="こんにちは", quickReply=QuickReply(items=[QuickReplyItem(action=yes)])),
        TemplateMessage(altText="質問", template=ConfirmTemplate(text="よろしいですか", actions=[yes, no])),
        FlexMessage(altText="お知らせ", contents=FlexContainer.from_dict(bubble)),
    ]


def test_the_sdk_pushes(line: RunningLine, sdk: MessagingApi) -> None:
    request = PushMessageRequest(to=line.people("次郎").id, messages=every_kind())

    answer = sdk.push_message_with_http_info(request, x_line_retry_key=str(uuid.uuid4()))

    assert answer.status_code == 200
    assert len(answer.data.sent_messages) == 3
    assert answer.headers["X-Line-Request-Id"]
    assert [message["type"] for message in line.people("次郎").received()] == ["text", "template", "flex"]


def test_the_sdk_multicasts_once_for_one_key(line: RunningLine, sdk: MessagingApi) -> None:
    request = MulticastRequest(
        to=[person.id for person in map(line.people, ("次郎", "花子"))],
        messages=every_kind(),
        customAggregationUnits=["c_42"],
    )
    key = str(uuid.uuid4())
    sdk.multicast(request, x_line_retry_key=key)

    with pytest.raises(ApiException) as refused:
        sdk.multicast(request, x_line_retry_key=key)

    assert refused.value.status == 409
    assert refused.value.headers["x-line-accepted-request-id"] == line.calls[0].request_id


def test_the_sdk_replies(line: RunningLine, sdk: MessagingApi) -> None:
    token = line.people("花子").say("ポイント")["replyToken"]
    sdk.reply_message(ReplyMessageRequest(replyToken=token, messages=every_kind()))

    assert len(line.people("花子").news()) == 3


def test_the_sdk_validates(line: RunningLine, sdk: MessagingApi) -> None:
    request = ValidateMessageRequest(messages=every_kind())

    for validate in (sdk.validate_push, sdk.validate_multicast, sdk.validate_reply):
        assert validate(request) is None
    with pytest.raises(ApiException) as refused:
        sdk.validate_push(ValidateMessageRequest(messages=[TextMessage(text="あ" * 5001)]))
    assert refused.value.status == 400


def test_the_sdk_reads_profile_quota_and_account(line: RunningLine, sdk: MessagingApi) -> None:
    line.people("Emma").follow()

    profile = sdk.get_profile(line.people("Emma").id)

    assert (profile.display_name, profile.language) == ("Emma", "en")
    assert sdk.get_message_quota().type == "none"
    assert sdk.get_message_quota_consumption().total_usage == 0
    assert sdk.get_bot_info().user_id == line.bot_user_id


def test_a_stranger_and_a_blocker_have_no_profile(line: RunningLine, sdk: MessagingApi) -> None:
    line.people("次郎").block()

    for name in ("太郎", "次郎"):
        with pytest.raises(ApiException) as refused:
            sdk.get_profile(line.people(name).id)
        assert refused.value.status == 404


def test_the_sdk_shows_loading_marks_as_read_and_links(line: RunningLine, sdk: MessagingApi) -> None:
    jiro = line.people("次郎")
    read = jiro.say("ポイント")["message"]["markAsReadToken"]

    sdk.show_loading_animation(ShowLoadingAnimationRequest(chatId=jiro.id, loadingSeconds=5))
    sdk.mark_messages_as_read_by_token(MarkAsRead(markAsReadToken=read))

    assert sdk.issue_link_token(jiro.id).link_token
    assert [call.status for call in line.calls] == [202, 200, 200]


def test_the_sdk_sets_and_tests_the_webhook(line: RunningLine, sdk: MessagingApi) -> None:
    sdk.set_webhook_endpoint(SetWebhookEndpointRequest(endpoint="http://127.0.0.1:9/callback"))

    assert sdk.get_webhook_endpoint().endpoint == "http://127.0.0.1:9/callback"
    assert sdk.test_webhook_endpoint().reason == "COULD_NOT_CONNECT"


def test_the_sdk_makes_a_rich_menu(line: RunningLine, client: ApiClient, sdk: MessagingApi) -> None:
    menu = RichMenuRequest(
        size=RichMenuSize(width=1200, height=810),
        selected=True,
        name="第一",
        chatBarText="メニュー",
        areas=[
            RichMenuArea(
                bounds=RichMenuBounds(x=0, y=0, width=600, height=810),
                action=PostbackAction(label="ポイント", data="action=points"),
            )
        ],
    )
    sdk.validate_rich_menu_object(menu)
    menu_id = sdk.create_rich_menu(menu).rich_menu_id
    picture = pictures.plain(1200, 810).content
    MessagingApiBlob(client).set_rich_menu_image(
        menu_id, bytearray(picture), _headers={"Content-Type": "image/png"}
    )
    sdk.set_default_rich_menu(menu_id)

    assert sdk.get_default_rich_menu_id().rich_menu_id == menu_id
    assert [one.name for one in sdk.get_rich_menu_list().richmenus] == ["第一"]


def test_the_sdk_fetches_a_stateless_token(line: RunningLine) -> None:
    with OauthClient(OauthConfiguration(host=line.url)) as client:
        issued = ChannelAccessToken(client).issue_stateless_channel_token_by_client_secret(
            line.channel_id, line.channel_secret
        )
        client.rest_client.pool_manager.clear()

    assert (issued.token_type, issued.expires_in) == ("Bearer", 900)
