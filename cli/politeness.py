"""What the look at an announcement's words prints: it passes, for the operator's word counts."""

from collections.abc import Sequence
from datetime import datetime

import click

from services import japan, politeness
from services.politeness import Finding
from services.settings import Choices

NAMES: dict[str, tuple[str, str]] = {
    "no_sender": ("送る店の名がない", "the sender is missing"),
    "no_stop": ("止めかたがない", "no way to stop"),
    "over_cap": ("おまけが景品表示法の上限を超える", "a gift above the law's cap"),
    "visit_gift": ("来店だけの景品の上限を超える", "a gift for a mere visit above the usual cap"),
    "double_price": ("もとの値段の根拠がない", "a former price without its fact"),
    "tax": ("税込の値段でない", "a price without tax"),
    "weekday": ("曜日が合わない", "the weekday does not fit the date"),
    "no_such_day": ("暦にない日", "there is no such day"),
    "expired": ("過ぎた日", "that day will be over"),
    "claim": ("根拠のない言い切り", "a claim without its ground"),
    "urgency": ("最後の日のない、急がせる言葉", "hurry without a last day"),
    "shame": ("引け目を感じさせる言葉", "shaming"),
    "imperative": ("命令", "an order"),
    "double_keigo": ("二重敬語", "a doubled honorific"),
    "sa_ire": ("さ入れ言葉", "one “sa” too many"),
    "humble": ("お客さまに謙譲語", "a humble form for the customer"),
    "double_humble": ("二重の謙譲語", "a doubled humble form"),
    "sasete": ("「させていただく」の重なり", "“sasete itadaku” more than once"),
    "blunt": ("くだけた言葉", "too casual"),
    "plain_end": ("丁寧でない文末", "a sentence that ends plainly"),
    "dropped": ("話し言葉の形", "a spoken form"),
    "no_end": ("いつまでかがない", "no last day"),
    "loud": ("「！」が多い", "too many exclamation marks"),
    "emoji": ("絵文字が多い", "too many emoji"),
    "long": ("500文字を超える", "more than 500 characters"),
    "links": ("リンクが2つ以上", "more than one link"),
}
"""What each kind of finding is, in Japanese and English."""


def look(texts: Sequence[str], choices: Choices, *, at: datetime) -> list[Finding]:
    """Look over the texts as they would go out at that time."""
    names = [*politeness.names(choices.allowed_names), choices.shop_name]
    return politeness.check(texts, day=japan.day(at), names=names)


def tell(findings: Sequence[Finding]) -> None:
    """Print them where they do not mix with an answer in JSON."""
    for finding in findings:
        click.echo(_line(finding), err=True)


def _line(finding: Finding) -> str:
    ja, en = NAMES[finding.kind]
    better = f" → {finding.instead}" if finding.instead else ""
    place = f"{finding.number}:{finding.start + 1}-{finding.end}"
    return f"{place} {finding.level} {finding.kind}「{finding.said}」{better}  {ja} / {en}"
