/** The talk of one person: days, rows, times, and the place to which it is scrolled. */

import { drawFace } from "/lineview/faces.js";
import { make } from "/lineview/elements.js";
import { drawRow } from "/lineview/rows.js";
import { clockTime, dayName, dayOf } from "./times.js";
import { say } from "./words.js";

const SYSTEM = { follow: "followed", block: "blockedNow", unblock: "unblockedNow", unsend: "unsent" };
const NEAR_THE_END = 80;

export class Talk {
  constructor({ onAction, onUnsend }) {
    this.onAction = onAction;
    this.onUnsend = onUnsend;
    this.drawn = new Map();
    this.list = make("div", "talk-list");
    this.element = make("div", "talk lv-talk", this.list);
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "log");
    this.element.addEventListener("scroll", () => this.noteScroll());
    this.watch = new ResizeObserver(() => this.atEnd && this.scrollToEnd());
    this.watch.observe(this.element);
    this.watch.observe(this.list);
    this.atEnd = true;
    this.scrolledTo = 0;
  }

  /** Draw what is new, leave what is there: scrolled cards and focus stay where they are. */
  show(entries, { account, loading, person }) {
    const shown = [...entries.values()].sort((one, other) => one.seq - other.seq).filter(isShown);
    const kept = new Map();
    const nodes = shown.flatMap((entry, index) => this.drawEntry(entry, shown[index - 1], shown[index + 1], account, kept));
    if (!shown.length) nodes.push(this.keep(kept, "empty", () => drawEmpty(account, person)));
    if (loading) nodes.push(this.keep(kept, "typing", () => drawTyping(account)));
    this.drawn = kept;
    this.patch(nodes);
  }

  drawEntry(entry, before, after, account, kept) {
    const newDay = !before || dayOf(before.at) !== dayOf(entry.at);
    const follows = !newDay && belong(before, entry);
    const key = `${entry.seq} ${follows} ${account.name} ${JSON.stringify(entry.message)}`;
    const row = this.keep(kept, key, () => this.drawRow(entry, { follows, account }));
    row.classList.toggle("timeless", Boolean(after && belong(entry, after)));
    return newDay ? [this.keep(kept, dayOf(entry.at), () => drawDay(entry.at)), row] : [row];
  }

  drawRow(entry, { follows, account }) {
    if (entry.from === "system") return drawSystem(entry.message);
    const own = entry.from === "person";
    const row = drawRow(entry.message, { own, follows, account, note: this.drawNote(entry), onAction: this.onAction });
    row.dataset.seq = entry.seq;
    return row;
  }

  drawNote(entry) {
    const time = make("time", "", clockTime(entry.at));
    time.dateTime = new Date(entry.at).toISOString();
    const unsend = entry.from === "person" && entry.message.id && this.drawUnsend(entry.message.id);
    return make("span", "note", entry.silent && make("span", "silent", say("silent")), unsend, time);
  }

  drawUnsend(id) {
    const button = make("button", "unsend", say("unsend"));
    button.type = "button";
    button.addEventListener("click", () => this.onUnsend(id));
    return button;
  }

  keep(kept, key, draw) {
    kept.set(key, this.drawn.get(key) ?? draw());
    return kept.get(key);
  }

  patch(nodes) {
    const wanted = new Set(nodes);
    for (const node of [...this.list.children]) if (!wanted.has(node)) node.remove();
    nodes.forEach((node, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
    if (this.atEnd) this.scrollToEnd();
  }

  /** Only a person scrolls upwards; whatever else moves the end away is followed. */
  noteScroll() {
    const upwards = this.element.scrollTop < this.scrolledTo;
    this.scrolledTo = this.element.scrollTop;
    this.atEnd = upwards ? this.isNearEnd() : this.atEnd || this.isNearEnd();
  }

  isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  scrollToEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.atEnd = true;
  }
}

/** Same side, same minute: one face and one time serve both. */
function belong(one, other) {
  return one.from === other.from && one.from !== "system" && clockTime(one.at) === clockTime(other.at);
}

function isShown(entry) {
  return entry.message?.type !== "unsent";
}

function drawDay(at) {
  return make("p", "day", make("span", "", dayName(at)));
}

function drawSystem(message) {
  const words = Object.hasOwn(SYSTEM, message.event ?? "") ? say(SYSTEM[message.event]) : (message.text ?? "");
  return make("p", "system", make("span", "", words));
}

function drawEmpty(account, person) {
  const words = person.friend ? [] : [make("p", "", say("greetingCard"))];
  return make("div", "empty", drawFace(account), make("strong", "", account.name), ...words);
}

function drawTyping(account) {
  const dots = make("span", "lv-bubble dots", make("i", ""), make("i", ""), make("i", ""));
  dots.setAttribute("role", "img");
  dots.setAttribute("aria-label", say("typing"));
  return make("div", "lv-row typing", drawFace(account), make("div", "lv-said", make("p", "lv-name", account.name), dots));
}
