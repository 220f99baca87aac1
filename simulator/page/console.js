/** LINE's own console: what the shop sends from there goes past the bot, to every friend. */

import { make } from "/lineview/elements.js";
import { labelled } from "./rules.js";
import { say } from "./words.js";

export function drawConsole(onSend) {
  const words = make("textarea", "field");
  Object.assign(words, { name: "text", required: true, maxLength: 500, rows: 2, value: say("consoleExample") });
  const send = make("button", "plain", say("consoleSend"));
  const note = make("p", "drawer-note", say("consoleNote"));
  const form = make("form", "drawer-part", make("h3", "", say("console")), note, labelled("consoleWords", words), send);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    await onSend(words.value);
    send.disabled = false;
  });
  return form;
}
