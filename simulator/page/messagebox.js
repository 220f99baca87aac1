/** Where a person writes: words, stickers, pictures. */

import { make, makeShape } from "/lineview/elements.js";
import { drawSticker } from "/lineview/stickers.js";
import { takePhoto } from "./photos.js";
import { act } from "./server.js";
import { tried } from "./toasts.js";
import { say } from "./words.js";

const SIGNS = {
  sticker: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8.8 9.5v1M15.2 9.5v1M8 14.5q4 4 8 0",
  photo: "M4 5.5h16v13H4zM4.5 16.5l4.5-4.5 3 3 3.5-4 4.5 5M8.5 8.7v.6",
};
const PACKAGE = "446";
const STICKERS = ["1988", "1989", "1990", "1991", "1992", "1993", "1994", "1995"];

export class MessageBox {
  constructor(person) {
    this.person = person;
    this.input = drawInput();
    this.tray = this.drawTray();
    this.bar = this.drawBar();
    this.refusal = make("p", "messagebox-refusal");
    this.element = make("div", "messagebox", this.tray, this.bar, this.refusal);
    this.input.addEventListener("keydown", (event) => this.sendOnEnter(event));
  }

  /** Who blocks the account, or has left LINE, cannot write to it. */
  show(person) {
    this.person = person;
    const refused = Boolean(person.blocked || person.deleted);
    this.bar.hidden = refused;
    this.refusal.hidden = !refused;
    this.refusal.textContent = say(person.deleted ? "goneBar" : "blockedBar");
    if (refused) this.tray.hidden = true;
  }

  get draft() {
    return this.input.value;
  }

  set draft(words) {
    this.input.value = words;
  }

  fill(words) {
    this.draft = words;
    this.input.focus();
  }

  /** What was typed stays until it has arrived. */
  async send() {
    const text = this.draft;
    if (!text.trim()) return;
    const done = await tried(() => act(this.person.id, "text", { text }));
    if (done && this.draft === text) this.draft = "";
  }

  /** Enter that ends a Japanese conversion is not meant to send. */
  sendOnEnter(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.send();
  }

  drawBar() {
    const sticker = drawTool("sticker", () => (this.tray.hidden = !this.tray.hidden));
    const photo = drawTool("photo", () => tried(() => act(this.person.id, "image", takePhoto())));
    const form = make("form", "messagebox-bar", sticker, photo, this.input, make("button", "send", say("send")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    return form;
  }

  drawTray() {
    const tray = make("div", "tray", ...STICKERS.map((id) => this.drawChoice(id)));
    tray.hidden = true;
    tray.setAttribute("role", "group");
    tray.setAttribute("aria-label", say("sticker"));
    return tray;
  }

  drawChoice(stickerId) {
    const button = make("button", "tray-sticker", drawSticker({ stickerId }));
    button.type = "button";
    button.addEventListener("click", () => {
      this.tray.hidden = true;
      tried(() => act(this.person.id, "sticker", { packageId: PACKAGE, stickerId }));
    });
    return button;
  }
}

function drawInput() {
  const input = make("textarea", "messagebox-input");
  Object.assign(input, { rows: 1, maxLength: 5000, placeholder: say("message") });
  input.setAttribute("aria-label", say("message"));
  return input;
}

function drawTool(name, onTap) {
  const sign = makeShape("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, makeShape("path", { d: SIGNS[name] }));
  const button = make("button", `tool tool-${name}`, sign);
  button.type = "button";
  button.title = say(name);
  button.setAttribute("aria-label", say(name));
  button.addEventListener("click", onTap);
  return button;
}
