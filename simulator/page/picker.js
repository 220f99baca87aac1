/** The sheet in which a person chooses a date or a time. */

import { make } from "/lineview/elements.js";
import { say } from "./words.js";

const INPUTS = { date: "date", time: "time", datetime: "datetime-local" };

/** The chosen instant in LINE's form, or null when the sheet was closed. */
export function pickInstant({ mode = "datetime", initial, min, max }) {
  const sheet = document.getElementById("picker");
  const input = make("input", "field");
  input.type = INPUTS[mode] ?? INPUTS.datetime;
  input.required = true;
  Object.assign(input, { min: min ?? "", max: max ?? "", value: initial ?? "" });
  const title = make("h2", "", say("pick"));
  title.id = "picker-title";
  input.setAttribute("aria-labelledby", title.id);
  return ask(sheet, make("form", "sheet-form", title, input, drawEnd()), () => input.value.replace(" ", "T"));
}

function ask(sheet, form, answer) {
  sheet.replaceChildren(form);
  sheet.showModal();
  return new Promise((resolve) => {
    let chosen = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      chosen = answer();
      sheet.close();
    });
    form.querySelector("[data-cancel]").addEventListener("click", () => sheet.close());
    sheet.addEventListener("close", () => resolve(chosen), { once: true });
  });
}

function drawEnd() {
  const cancel = make("button", "plain", say("cancel"));
  cancel.type = "button";
  cancel.dataset.cancel = "";
  return make("div", "sheet-end", cancel, make("button", "strong", say("choose")));
}
