/** One fault rule as a sentence, and the form that makes a new one. */

import { make } from "/lineview/elements.js";
import { say } from "./words.js";

const ENDPOINTS = ["*", "reply", "push", "multicast", "profile", "quota", "loading", "token"];
const KINDS = [
  "429_rate",
  "429_quota",
  "500",
  "500_after",
  "lost",
  "hang",
  "slow",
  "reset",
  "401",
  "403",
  "409",
  "bad_id",
];
const TAKES_TIME = new Set(["hang", "slow"]);

export function drawRule(rule, onRemove) {
  const button = make("button", "plain small", say("remove"));
  button.type = "button";
  button.addEventListener("click", onRemove);
  const words = make("span", "rule-words", make("strong", "", say(`kind_${rule.kind}`)), make("span", "", about(rule)));
  return make("li", "rule", words, button);
}

function about({ endpoint, kind, times, hits = 0, seconds, probability = 1 }) {
  return [
    nameOf(endpoint),
    TAKES_TIME.has(kind) && say("forSeconds", { count: seconds ?? 5 }),
    times ? say("timesLeft", { count: Math.max(0, times - hits) }) : say("untilRemoved"),
    probability < 1 && say("chance", { percent: Math.round(probability * 100) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function nameOf(endpoint) {
  if (endpoint === "*") return say("on_any");
  return ENDPOINTS.includes(endpoint) ? say(`on_${endpoint}`) : endpoint;
}

export function drawNewRule(onAdd) {
  const where = drawSelect("endpoint", ENDPOINTS.map((endpoint) => new Option(nameOf(endpoint), endpoint)));
  const what = drawSelect("kind", KINDS.map((kind) => new Option(say(`kind_${kind}`), kind)));
  const seconds = labelled("seconds", drawNumber("seconds", { min: 0, max: 3600, step: "any", value: 5 }));
  const times = labelled("times", drawNumber("times", { min: 1, value: 1 }));
  const likely = labelled("probability", drawNumber("probability", { min: 1, max: 100, value: 100 }));
  what.addEventListener("change", () => (seconds.hidden = !TAKES_TIME.has(what.value)));
  seconds.hidden = true;
  const numbers = make("div", "beside", times, likely, seconds);
  const form = make("form", "drawer-part", labelled("where", where), labelled("what", what), numbers);
  form.append(make("button", "strong", say("addRule")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onAdd(read(new FormData(form)));
  });
  return form;
}

function read(given) {
  const rule = { endpoint: given.get("endpoint"), kind: given.get("kind") };
  if (given.get("times")) rule.times = Number(given.get("times"));
  if (given.get("probability")) rule.probability = Number(given.get("probability")) / 100;
  if (TAKES_TIME.has(rule.kind) && given.get("seconds")) rule.seconds = Number(given.get("seconds"));
  return rule;
}

export function labelled(name, input) {
  return make("label", "labelled", say(name), input);
}

export function drawNumber(name, look) {
  const input = make("input", "field");
  Object.assign(input, { type: "number", name, inputMode: "numeric", ...look });
  return input;
}

function drawSelect(name, options) {
  const select = make("select", "field", ...options);
  select.name = name;
  return select;
}
