/** One person at a time on a narrow screen: a tab for each, with what they have not read. */

import { make } from "/lineview/elements.js";
import { say } from "./words.js";

export class Tabs {
  constructor(element, onChange) {
    this.element = element;
    this.onChange = onChange;
    this.unread = new Map();
    this.current = null;
    element.addEventListener("keydown", (event) => this.step(event));
  }

  show(people) {
    this.people = people;
    if (!people.some(({ id }) => id === this.current)) this.choose(people[0]?.id ?? null);
    this.draw();
  }

  draw() {
    const focused = this.element.contains(document.activeElement);
    this.element.replaceChildren(...this.people.map((person) => this.drawTab(person)));
    if (focused) this.element.querySelector("[aria-selected=true]")?.focus();
  }

  drawTab({ id, name }) {
    const count = this.unread.get(id) ?? 0;
    const tab = make("button", "tab", name, count > 0 && drawCount(count));
    const chosen = id === this.current;
    tab.type = "button";
    tab.tabIndex = chosen ? 0 : -1;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", `${chosen}`);
    tab.addEventListener("click", () => this.choose(id));
    return tab;
  }

  choose(id) {
    this.current = id;
    this.unread.delete(id);
    this.onChange(id);
    if (this.people) this.draw();
  }

  note(id) {
    if (id === this.current) return;
    this.unread.set(id, (this.unread.get(id) ?? 0) + 1);
    this.draw();
  }

  step(event) {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way) return;
    const place = this.people.findIndex(({ id }) => id === this.current);
    this.choose(this.people.at((place + way) % this.people.length).id);
  }
}

function drawCount(count) {
  const badge = make("span", "count", `${count}`);
  badge.setAttribute("aria-label", say("unread", { count }));
  return badge;
}
