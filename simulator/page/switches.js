/** The account's monthly quota and how events are delivered to the bot. */

import { make } from "/lineview/elements.js";
import { drawNumber, labelled } from "./rules.js";
import { say } from "./words.js";

const SWITCHES = ["redelivery", "duplicates", "reorder"];

export function drawQuota({ limit = null, used = 0 }, onSave) {
  const upTo = labelled("quotaLimit", drawNumber("limit", { min: 0, value: limit ?? "" }));
  const spent = labelled("quotaUsed", drawNumber("used", { min: 0, value: used, required: true }));
  const save = make("button", "plain", say("save"));
  const form = make("form", "drawer-part", make("h3", "", say("quota")), make("div", "beside", upTo, spent), save);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(form);
    onSave({ limit: given.get("limit") === "" ? null : Number(given.get("limit")), used: Number(given.get("used")) });
  });
  return form;
}

export function drawWebhooks({ webhook, settings }, onSave) {
  const address = webhook ? say("webhookTo", { address: webhook }) : say("webhookNowhere");
  const switches = SWITCHES.map((name) => drawSwitch(name, settings[name], onSave));
  return make("section", "drawer-part", make("h3", "", say("webhooks")), make("p", "address", address), ...switches);
}

/** A switch counts at once; where saving fails it goes back. */
function drawSwitch(name, on, onSave) {
  const box = make("input", "");
  Object.assign(box, { type: "checkbox", name, checked: Boolean(on) });
  box.setAttribute("role", "switch");
  box.addEventListener("change", async () => {
    if (!(await onSave({ [name]: box.checked }))) box.checked = !box.checked;
  });
  return make("label", "checked", box, make("span", "", say(name)));
}
