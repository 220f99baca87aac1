/** One person with a phone in the hand: who they are, what they can do, and their talk. */

import { drawFace } from "/lineview/faces.js";
import { make } from "/lineview/elements.js";
import { drawQuickReply } from "/lineview/quickreplies.js";
import { drawRichMenu } from "/lineview/richmenus.js";
import { MessageBox } from "./messagebox.js";
import { act } from "./server.js";
import { Talk } from "./talk.js";
import { tap } from "./taps.js";
import { tried } from "./toasts.js";
import { say } from "./words.js";

const DEEDS = { stranger: "follow", friend: "block", blocked: "unblock" };

export function standing(person) {
  if (person.deleted) return "gone";
  if (person.blocked) return "blocked";
  return person.friend ? "friend" : "stranger";
}

export class Phone {
  constructor(person, world) {
    this.person = person;
    this.world = world;
    this.box = new MessageBox(person);
    this.talk = new Talk({ onAction: (action) => this.tap(action), onUnsend: (id) => this.unsend(id) });
    this.holder = make("header", "holder");
    this.head = make("div", "phone-head");
    this.replies = make("div", "replies");
    this.menu = make("div", "menu");
    const screen = make("div", "phone", this.head, this.talk.element, this.replies, this.box.element, this.menu);
    this.element = make("section", "person", this.holder, screen);
    this.element.dataset.person = person.id;
  }

  /** Draw everything that depends on who the person is now. */
  showPerson(person) {
    this.person = person;
    this.element.setAttribute("aria-label", say("phoneOf", { name: person.name }));
    this.element.dataset.standing = standing(person);
    this.talk.element.setAttribute("aria-label", say("talkOf", { name: this.world.account.name }));
    this.box.show(person);
    this.showHolder();
    this.showHead();
    this.showTalk();
  }

  showTalk() {
    const { entries, loading, menu } = this.world.talkOf(this.person.id);
    this.talk.show(entries, { loading, account: this.world.account, person: this.person });
    this.showReplies(entries);
    this.showMenu(menu);
  }

  showHolder() {
    const state = standing(this.person);
    const look = `${this.person.name} ${state}`;
    if (this.holder.dataset.look === look) return;
    this.holder.dataset.look = look;
    const names = make("div", "holder-names", make("h2", "", this.person.name), make("span", `state ${state}`, say(state)));
    this.holder.replaceChildren(drawFace(this.person), names, ...(DEEDS[state] ? [this.drawDeed(state)] : []));
  }

  drawDeed(state) {
    const button = make("button", state === "stranger" ? "strong" : "plain", say(DEEDS[state]));
    button.type = "button";
    button.addEventListener("click", () => this.change(button, DEEDS[state]));
    return button;
  }

  async change(button, deed) {
    button.disabled = true;
    await tried(() => act(this.person.id, deed));
    button.disabled = false;
  }

  showHead() {
    if (this.head.dataset.look === this.world.account.name) return;
    this.head.dataset.look = this.world.account.name;
    const shield = make("span", "shield", "★");
    shield.setAttribute("role", "img");
    shield.setAttribute("aria-label", say("officialAccount"));
    this.head.replaceChildren(shield, make("strong", "", this.world.account.name), this.drawTextSize());
  }

  /** LINE lets people set larger letters; messages that allow it follow. */
  drawTextSize() {
    const button = make("button", "text-size", "あ");
    button.type = "button";
    button.title = say("textSize");
    button.setAttribute("aria-label", say("textSize"));
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const large = this.talk.element.classList.toggle("large-text");
      button.setAttribute("aria-pressed", `${large}`);
    });
    return button;
  }

  /** Quick replies stand under the newest message only, and go when one is tapped. */
  showReplies(entries) {
    const newest = [...entries.values()].filter(({ from }) => from !== "system").reduce(later, null);
    const offered = newest?.from === "bot" && newest.seq !== this.answered ? newest.message.quickReply : null;
    if (this.replies.dataset.seq === `${offered ? newest.seq : ""}`) return;
    this.replies.dataset.seq = `${offered ? newest.seq : ""}`;
    const onAction = (action) => this.answer(newest.seq, action);
    this.replies.replaceChildren(...(offered ? [drawQuickReply(offered, { onAction })] : []));
  }

  answer(seq, action) {
    this.answered = seq;
    this.showTalk();
    this.tap(action);
  }

  showMenu(menu) {
    const look = JSON.stringify(menu);
    if (this.menu.dataset.look === look) return;
    this.menu.dataset.look = look;
    this.menu.replaceChildren(...(menu ? this.drawMenu(menu) : []));
  }

  drawMenu(menu) {
    const drawn = drawRichMenu(menu, { onAction: (action) => this.tap(action) });
    drawn.hidden = menu.selected === false;
    const bar = make("button", "menu-bar", menu.chatBarText || say("menu"));
    bar.type = "button";
    bar.setAttribute("aria-expanded", `${!drawn.hidden}`);
    bar.addEventListener("click", () => {
      drawn.hidden = !drawn.hidden;
      bar.setAttribute("aria-expanded", `${!drawn.hidden}`);
    });
    return [bar, drawn];
  }

  tap(action) {
    return tap(this.person, action, this.box);
  }

  unsend(messageId) {
    return tried(() => act(this.person.id, "unsend", { messageId }));
  }
}

function later(one, other) {
  return one && one.seq > other.seq ? one : other;
}
