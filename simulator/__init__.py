"""STANDS IN FOR LINE: Messaging API, webhooks, a chat page and faults; imports nothing of ours."""

from simulator.running import RunningLine, running
from simulator.signatures import sign
from simulator.virtual_person import VirtualPerson

__all__ = ["RunningLine", "VirtualPerson", "running", "sign"]
