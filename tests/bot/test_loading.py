"""The SDK is loaded by whichever thread first needs it, and by no two at once."""

import subprocess
import sys

from tests.databases import ROOT

AT_ONCE = """
import sys, threading
from bot import bodies

sys.setswitchinterval(0.00001)
FLEX = {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": {
    "type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "a"}]}}}
together, faults = threading.Barrier(8), []


def check():
    together.wait()
    try:
        bodies.check([FLEX, {"type": "text", "text": "a"}])
    except Exception as fault:
        faults.append(repr(fault))


threads = [threading.Thread(target=check) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert faults == [], faults
"""


def test_eight_threads_that_need_it_at_once_all_find_a_good_message_good() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
