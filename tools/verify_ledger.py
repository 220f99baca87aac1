"""Checks the ledger of Goen without Goen: this one file, and nothing but Python's standard library."""

import base64
import functools
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

USAGE = """\
使い方 / usage: python3 verify_ledger.py [DIR] [FILE | SIZE:ROOT] …
  DIR        台帳の書き出し / an export of the ledger
  FILE       控え、送信の証明、印の紙 / a receipt, the proof of a message, a page with a signed root
  SIZE:ROOT  トークに書かれた印（DIR と） / a mark out of the talk (with DIR)
"""
NOTE = re.compile(r"(\S+)\n([1-9]\d*)\n([A-Za-z0-9+/]{43}=)\ntime (\S+)\n\n— (\S+) ([A-Za-z0-9+/=]+)\n")
KEY = re.compile(r"(goen/ledger/[0-9a-f]{16})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})")
STUB = re.compile(rb'\{"leaf_sha256":"([0-9a-f]{64})"\}')
MARK = re.compile(r"([1-9]\d*):([A-Za-z0-9+/]{43}=)")
YES = ("given", "reconfirmed", "synthetic")
KEPT = timedelta(days=3 * 365)
"""So long at least a line is kept before only its leaf is left."""
A_DAY = timedelta(days=1)
Json = dict[str, Any]


class Wrong(Exception):
    """Something does not fit; said in Japanese and English."""


@dataclass(frozen=True)
class Key:
    """The log's name and the public key that signs its roots (C2SP verifier key)."""

    name: str
    raw: bytes

    def check(self, message: bytes, signature: bytes) -> None:
        if not is_signed(self.raw, message, signature):
            raise Wrong("署名が正しくありません。 / the signature is wrong.")


@dataclass(frozen=True)
class Root:
    """A root of the tree over so many lines, and when it was signed (None: it is only a mark)."""

    size: int
    digest: bytes
    signed_at: datetime | None = None


# --- Ed25519 (RFC 8032): only checking, so no secret can leak from it ---------------------------------------
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]
ZERO: Point = (0, 1, 1, 0)


def plus(one: Point, two: Point) -> Point:
    a, b = (one[1] - one[0]) * (two[1] - two[0]), (one[1] + one[0]) * (two[1] + two[0])
    c, d = 2 * one[3] * two[3] * D, 2 * one[2] * two[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def decoded(raw: bytes) -> Point | None:
    sign, y = divmod(int.from_bytes(raw, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        return None
    x = P - x if x % 2 != sign else x
    return x, y, 1, x * y % P


@functools.cache
def multiples(point: Point) -> list[list[Point]]:
    """Give 0 to 15 times the point, 16 times it, 256 times it …, so that many signatures are checked fast."""
    rows = []
    for _ in range(64):
        row = [ZERO]
        for _ in range(15):
            row.append(plus(row[-1], point))
        rows.append(row)
        point = plus(row[-1], point)
    return rows


def times(point: Point, number: int) -> Point:
    total = ZERO
    for row in multiples(point):
        number, digit = divmod(number, 16)
        total = plus(total, row[digit])
    return total


BASE = decoded((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or ZERO


@functools.cache
def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    point, number = decoded(key), int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or number >= ORDER:
        return False
    told = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    negative = P - point[0], point[1], 1, P - point[3]
    x, y, z, _ = plus(times(BASE, number), times(negative, told))
    inverse = pow(z, -1, P)
    return (y * inverse % P + (x * inverse % P % 2 << 255)).to_bytes(32, "little") == signature[:32]


# --- The tree (RFC 6962) -----------------------------------------------------------------------------------
def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The roots of the complete subtrees, highest first: all that is needed to go on and to tell the root."""

    def __init__(self) -> None:
        self.size, self.peaks = 0, list[bytes]()

    def add(self, leaf: bytes) -> None:
        rest, self.size = self.size, self.size + 1
        while rest & 1:
            leaf, rest = node(self.peaks.pop(), leaf), rest >> 1
        self.peaks.append(leaf)

    def root(self) -> bytes:
        return functools.reduce(lambda right, left: node(left, right), reversed(self.peaks))


def climbed(leaf: bytes, place: int, size: int, path: Iterable[bytes]) -> bytes:
    """Go up from a leaf (RFC 9162, 2.1.3.2) and give the root."""
    at, last, digest = place - 1, size - 1, leaf
    if not 0 <= at <= last:
        raise Wrong("証明の場所が台帳の外です。 / the proof's place is outside the ledger.")
    for beside in path:
        if last == 0:
            raise Wrong("証明の道が長すぎます。 / the path of the proof is too long.")
        if at & 1 or at == last:
            digest = node(beside, digest)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            digest = node(digest, beside)
        at, last = at >> 1, last >> 1
    if last:
        raise Wrong("証明の道が短すぎます。 / the path of the proof is too short.")
    return digest


# --- What is read -------------------------------------------------------------------------------------------
def canonical(value: object) -> bytes:
    """Write RFC 8785 JSON; our files hold no fractions, and names in ASCII only."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def refused(told: object) -> Any:
    raise Wrong(f"この形の値はありえません: {told} / no such value is ever written.")


def named(pairs: list[tuple[str, Any]]) -> Json:
    return dict(pairs) if len(dict(pairs)) == len(pairs) else refused(pairs)


READER = json.JSONDecoder(object_pairs_hook=named, parse_float=refused, parse_constant=refused)


def bytes_of(text: str) -> bytes:
    """Read Base64, of which there must be one way only to write the same bytes."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise Wrong("書きかたが正しくありません。 / this is not how it was written.")
    return raw


def key_of(text: str) -> Key:
    found = KEY.fullmatch(text)
    kind_and_key = bytes_of(found[3]) if found else b""
    name = found[1] if found else ""
    if (
        not found
        or hashlib.sha256(name.encode() + b"\n" + kind_and_key).digest()[:4].hex() != found[2]
        or kind_and_key[0] != 1
    ):
        raise Wrong("公開鍵が読めません。 / the public key cannot be read.")
    return Key(name, kind_and_key[1:])


def root_of(found: re.Match[str], key: Key) -> Root:
    """Check a signed root (C2SP checkpoint)."""
    signature = bytes_of(found[6])
    hint = hashlib.sha256(key.name.encode() + b"\n\x01" + key.raw).digest()[:4]
    if {found[1], found[5]} != {key.name} or signature[:4] != hint:
        raise Wrong("印が、この台帳のものではありません。 / this signed root is of another ledger.")
    key.check(found[0].partition("\n\n")[0].encode() + b"\n", signature[4:])
    return Root(int(found[2]), bytes_of(found[3]), datetime.fromisoformat(found[4]))


def opened(file: Path) -> Iterator[bytes]:
    with file.open("rb") as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                raise Wrong("最後の行が途中で切れています。 / the last line is cut short.")
            yield line[:-1]


def leaf(line: bytes) -> bytes:
    stub = STUB.fullmatch(line)
    if not stub and canonical(READER.decode(line.decode())) != line:
        raise Wrong("行の書きかたが正しくありません（RFC 8785）。 / a line is not canonical JSON.")
    return bytes.fromhex(stub[1].decode()) if stub else hashlib.sha256(b"\x00" + line).digest()


# --- What is checked ----------------------------------------------------------------------------------------
def check_export(directory: Path, outside: list[Root]) -> str:
    """Build the tree from the first line on, and hold it against every signed root and every copy outside."""
    key = key_in(directory)
    told = (directory / "checkpoints.txt").read_bytes().decode()
    roots = [root_of(found, key) for found in NOTE.finditer(told)]
    sizes = [root.size for root in roots]
    if not roots or "\n".join(found[0] for found in NOTE.finditer(told)) != told or sizes != sorted(sizes):
        raise Wrong("印の一覧が読めません。 / the list of signed roots cannot be read.")
    tree, stubs, wanted = Tree(), list[int](), sorted([*roots, *outside], key=lambda root: -root.size)
    for line in opened(directory / "entries.jsonl"):
        tree.add(leaf(line))
        if STUB.fullmatch(line):
            stubs.append(tree.size)
        while wanted and wanted[-1].size == tree.size:
            if wanted.pop().digest != tree.root():
                raise Wrong(
                    f"{tree.size}行目までのどこかが書き換えられています。 / "
                    f"something in the first {tree.size} lines was changed."
                )
    if wanted or tree.size != roots[-1].size:
        raise Wrong(
            f"行の数（{tree.size}）が印と合いません。 / "
            f"the number of lines ({tree.size}) does not fit the signed roots."
        )
    check_stubs(stubs, roots)
    return (
        f"{tree.size}行、印{len(roots)}、手もとの控え{len(outside)}、期限の過ぎた行{len(stubs)} / "
        f"{tree.size} lines, {len(roots)} signed roots, {len(outside)} copies of yours, {len(stubs)} removed"
    )


def key_in(directory: Path) -> Key:
    return key_of((directory / "key.pub").read_bytes().decode().removesuffix("\n"))


def check_same(keys: list[Key], roots: list[Root]) -> None:
    """All that is checked together is of one shop, which never signed two ledgers of one size."""
    if len({key.raw for key in keys}) > 1:
        names = ", ".join(sorted({key.name for key in keys}))
        raise Wrong(f"鍵のちがうものが混ざっています: {names} / they are not signed by one key.")
    if len({(root.size, root.digest) for root in roots}) > len({root.size for root in roots}):
        raise Wrong("同じ行数の印が食いちがっています。 / two roots over as many lines differ.")


def check_stubs(stubs: list[int], roots: list[Root]) -> None:
    """A line was written after the last root that does not cover it: none may go before its time."""
    times_ = [root.signed_at for root in roots if root.signed_at]
    for place in stubs:
        before = [root.signed_at for root in roots if root.size < place and root.signed_at]
        written = max(before, default=min(times_) - A_DAY)
        if written > max(times_) - KEPT:
            raise Wrong(
                f"{place}行目が、3年より前に消されています。 / line {place} was taken out before its time."
            )


def check_paper(paper: Json) -> tuple[Key, Root]:
    """Check a receipt or the proof of a message, and give the root that it carries, and whose it is."""
    key, note = key_of(paper["key"]), NOTE.fullmatch(paper["checkpoint"])
    signed = {name: value for name, value in paper.items() if name != "signature"}
    key.check(canonical(signed), bytes_of(paper["signature"]))
    if note is None:
        raise Wrong("印が読めません。 / the signed root cannot be read.")
    root, is_message = root_of(note, key), paper["format"] == "goen-message/1"
    if not is_message and paper["format"] != "goen-receipt/1":
        raise Wrong("知らない形のファイルです。 / a file of an unknown form.")
    parts = [part for part in (paper["given"], paper["ended"]) if part] if is_message else paper["receipts"]
    for part in parts:
        check_words(part["entry"], paper["notices"])
        if not is_message and part["record"]:
            check_record(part["entry"], part["record"], paper["notices"])
        path = [bytes.fromhex(digest) for digest in part["path"]]
        if climbed(leaf(canonical(part["entry"])), part["place"], root.size, path) != root.digest:
            raise Wrong("この行は、その場所にありません。 / the line does not stand at its place.")
    if is_message:
        check_message(paper, root)
    return key, root


def check_words(entry: Json, notices: Json) -> None:
    name = entry["notice_sha256"]
    hashed = {hashlib.sha256(canonical(words)).hexdigest(): words for words in notices.values()}
    if hashed != notices or (name and name not in notices):
        raise Wrong("文面が、同意のときのものではありません。 / the words are not those that were agreed to.")


def check_record(entry: Json, record: Json, notices: Json) -> None:
    """The record says of the answer what its line does, and of the rest what the words do."""
    head, event, how = record["header"], record["event"], record["processing"]
    words, to = how["privacy_notice"]["sha256"], how["purpose"]
    told = head["record_id"], event["event_time"], event["event_state"], how["language"], to["id"]
    line = [entry[name] for name in ("record_id", "answered_at", "answer", "language", "purpose")]
    whose = {head["pii_principal_id"], event["entity_id"], entry["member_pid"]}
    said = [to["purposes"], how["retention_period"], how["recipient_third_parties"], how["withdrawal_method"]]
    facts = [notices[words]["facts"][name] for name in ("purposes", "retention", "recipients", "withdrawal")]
    is_same = words == (entry["notice_sha256"] or words) and how["collection_method"] == entry["channel"]
    if not is_same or [*told, *said] != line + facts or len(whose) > 1:
        raise Wrong("控えの欄が、台帳の行と違います。 / the record differs from the ledger's line.")


def check_message(paper: Json, root: Root) -> None:
    """A yes to this purpose, written before the call, and not ended by then; the root covers it all."""
    message, given, ended = paper["message"], paper["given"], paper["ended"]
    yes, size = given["entry"], message["ledger_size"]
    same = ended is None or all(ended["entry"][name] == yes[name] for name in ("member_pid", "purpose"))
    stood = given["place"] <= size <= root.size and (ended is None or ended["place"] > size)
    if not (yes["answer"] in YES and yes["purpose"] == message["purpose"] and same and stood):
        raise Wrong("この送信は、同意で裏づけられていません。 / no consent covers this message.")


def check_no_end_between(directory: Path, paper: Json) -> None:
    """With the whole ledger at hand: nothing written before the call took the yes back."""
    if paper["format"] != "goen-message/1":
        return
    yes, place, size = paper["given"]["entry"], paper["given"]["place"], paper["message"]["ledger_size"]
    for at, line in enumerate(opened(directory / "entries.jsonl"), 1):
        if at <= size and at != place and yes["member_pid"].encode() in line:
            entry = READER.decode(line.decode())
            is_end = entry["purpose"] == yes["purpose"] and entry["answer"] not in YES
            if is_end and entry["answered_at"] >= yes["answered_at"]:
                raise Wrong(
                    f"{at}行目で、送る前に取りやめられています。 / line {at} took it back before the call."
                )


def check(arguments: list[str]) -> Iterator[str]:
    """Check everything that was given, each by itself and all against the export; raise Wrong."""
    directories = [Path(one) for one in arguments if Path(one).is_dir()]
    marks = [mark for mark in map(MARK.fullmatch, arguments) if mark]
    if len(directories) != 1 and (marks or directories):
        raise Wrong("台帳の書き出しを、一つ添えてください。 / give one export with it, and one only.")
    outside = [Root(int(mark[1]), bytes_of(mark[2])) for mark in marks]
    keys, papers = [key_in(directory) for directory in directories], list[Json]()
    for one in arguments:
        if not MARK.fullmatch(one) and Path(one) not in directories:
            key, roots = check_file(Path(one).read_bytes().decode("utf-8-sig"), papers)
            keys, outside = [*keys, key], [*outside, *roots]
            yield f"{one}: {key.name}"
    check_same(keys, outside)
    for directory in directories:
        yield f"{directory}: {keys[0].name}: {check_export(directory, outside)}"
        for paper in papers:
            check_no_end_between(directory, paper)


def check_file(text: str, papers: list[Json]) -> tuple[Key, list[Root]]:
    """Check a receipt, a proof or a page with a signed root; give the roots in it, and whose they are."""
    if text.startswith("{"):
        papers.append(READER.decode(text))
        key, root = check_paper(papers[-1])
        return key, [root]
    key = key_of(next((found[0] for found in KEY.finditer(text)), ""))
    roots = [root_of(found, key) for found in NOTE.finditer(text.replace("\r\n", "\n"))]
    if not roots:
        raise Wrong("印が見つかりません。 / there is no signed root in it.")
    return key, roots


def main(arguments: list[str]) -> int:
    if not arguments:
        sys.stderr.write(USAGE)
        return 1
    try:
        for told in check(arguments):
            sys.stdout.write(f"○ {told}\n")
    except Wrong as wrong:
        sys.stdout.write(f"× {wrong}\n")
        return 1
    except (OSError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as broken:
        sys.stdout.write(f"× 読めません: {broken!r} / cannot be read.\n")
        return 1
    sys.stdout.write("○ 誤りは見つかりませんでした。 / nothing is wrong.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
