/** The sheet that adds one more virtual person. */

import { make } from "/lineview/elements.js";
import { post } from "./server.js";
import { tried } from "./toasts.js";
import { say } from "./words.js";

export function askNewcomer(onAdded) {
  const sheet = document.getElementById("newcomer");
  const form = drawForm();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const newcomer = { name: given.get("name").trim(), language: given.get("language"), friend: given.has("friend") };
    const done = await tried(async () => onAdded(await post("/sim/people", newcomer)));
    if (done) sheet.close();
  });
  form.querySelector("[data-cancel]").addEventListener("click", () => sheet.close());
  sheet.replaceChildren(form);
  sheet.showModal();
}

function drawForm() {
  const title = make("h2", "", say("newcomer"));
  title.id = "newcomer-title";
  const cancel = make("button", "plain", say("cancel"));
  cancel.type = "button";
  cancel.dataset.cancel = "";
  const end = make("div", "sheet-end", cancel, make("button", "strong", say("add")));
  return make("form", "sheet-form", title, drawName(), drawLanguage(), drawFriend(), end);
}

function drawName() {
  const input = make("input", "field");
  Object.assign(input, { name: "name", required: true, maxLength: 20, placeholder: say("namePlaceholder"), autocomplete: "off" });
  input.pattern = ".*\\S.*";
  return make("label", "labelled", say("name"), input);
}

function drawLanguage() {
  const choices = [new Option(say("japanese"), "ja"), new Option(say("english"), "en")];
  const select = make("select", "field", ...choices);
  select.name = "language";
  return make("label", "labelled", say("language"), select);
}

function drawFriend() {
  const box = make("input", "");
  Object.assign(box, { type: "checkbox", name: "friend" });
  return make("label", "checked", box, make("span", "", say("alreadyFriend")));
}
