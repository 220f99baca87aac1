"""Every sentence the bot can say goes through the stand-in for LINE."""

import json

import pytest
import urllib3

from bot.wording.languages import LANGUAGES
from simulator import RunningLine
from tests.bot.wording import samples


@pytest.mark.parametrize("language", LANGUAGES)
def test_line_accepts_every_sentence(line: RunningLine, language: str) -> None:
    pool = urllib3.PoolManager(retries=False)
    headers = {"Authorization": f"Bearer {line.token}", "Content-Type": "application/json"}
    for say, args, values in samples.cases(language):
        said = say(*args, **values)
        body = json.dumps({"messages": said if isinstance(said, list) else [said]})
        answer = pool.request("POST", f"{line.url}/v2/bot/message/validate/reply", body=body, headers=headers)

        assert answer.status == 200, (say.__qualname__, answer.data.decode())
