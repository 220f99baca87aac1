"""LINE in a run: the simulator in a process of its own, which writes its log when it is asked to end."""

import json
import os
import signal
from collections.abc import Sequence

from simulator.faults import Fault
from simulator.server import Simulator
from simulator.settings import Options
from tests.crash import children
from tests.crash.draws import Draw
from tests.crash.worlds import PlatformClock, World

LOG = "line.json"


def run(world: World, draw: Draw, user_ids: Sequence[str], door: int) -> int:
    """Serve until SIGTERM; the address is written to `door`."""
    parent = os.getppid()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    simulator = Simulator(Options())
    channel = simulator.channel
    channel.clock = PlatformClock(world)
    for number, user_id in enumerate(user_ids):
        channel.people.add(f"客{number}", friend=True, user_id=user_id)
    for fault in draw.faults:
        channel.faults.add(Fault(**fault))
    simulator.start()
    os.write(door, f"{simulator.url}\n".encode())
    while not children.is_orphan(parent) and signal.sigtimedwait({signal.SIGTERM}, 0.1) is None:
        if not world.is_wild:
            with channel.lock:
                channel.faults.clear()
    simulator.stop()
    calls = [call.as_json() for call in channel.calls]
    (world.directory / LOG).write_text(json.dumps(calls))
    return 0
