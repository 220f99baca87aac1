/** The chat page: ties the live line, the people and the panels together. */

import { make } from "/lineview/elements.js";
import { FaultPanel } from "./faults.js";
import { askNewcomer } from "./newcomers.js";
import { Phone } from "./phones.js";
import { listen } from "./stream.js";
import { Tabs } from "./tabs.js";
import { toast } from "./toasts.js";
import { World } from "./world.js";
import { language, say, sayPage } from "./words.js";

const world = new World();
const phones = new Map();
const row = document.getElementById("phones");
const lost = document.getElementById("lost");
const panel = new FaultPanel(document.getElementById("faults"), world);
const tabs = new Tabs(document.getElementById("tabs"), showCurrent);

function showPeople() {
  const present = new Set(world.people.map(({ id }) => id));
  for (const [id, phone] of phones) if (!present.has(id)) forget(id, phone);
  world.people.forEach((person) => phoneOf(person).showPerson(person));
  showRest();
  tabs.show(world.people);
  showCurrent(tabs.current);
}

function phoneOf(person) {
  if (!phones.has(person.id)) {
    phones.set(person.id, new Phone(person, world));
    row.append(phones.get(person.id).element);
  }
  return phones.get(person.id);
}

function forget(id, phone) {
  phone.element.remove();
  phones.delete(id);
}

/** Says who is not on the page, or that nobody is there yet. */
function showRest() {
  row.querySelector(".rest")?.remove();
  const words = world.unshown ? say("more", { count: world.unshown }) : !world.people.length && say("nobody");
  if (words) row.append(make("p", "rest", words));
}

function showCurrent(current) {
  for (const [id, phone] of phones) phone.element.classList.toggle("current", id === current);
  phones.get(current)?.talk.scrollToEnd();
}

function showTalk({ id, arrived }) {
  phones.get(id)?.showTalk();
  if (arrived?.from === "bot") tabs.note(id);
}

function showFaultCount() {
  const count = document.getElementById("fault-count");
  count.textContent = world.state.faults.length;
  count.hidden = world.state.faults.length === 0;
}

/** Another language: everything is drawn anew, and what somebody was about to write stays. */
function changeLanguage() {
  const drafts = [...phones].map(([id, phone]) => [id, phone.box.draft]);
  language.toggle();
  sayPage();
  for (const [id, phone] of phones) forget(id, phone);
  showPeople();
  for (const [id, draft] of drafts) phones.get(id).box.draft = draft;
}

async function welcome(person) {
  await world.readAll();
  tabs.choose(person.id);
  phones.get(person.id)?.element.scrollIntoView({ behavior: "smooth", inline: "center", block: "nearest" });
}

sayPage();
world.on("people", showPeople);
world.on("talk", showTalk);
world.on("state", showFaultCount);
document.getElementById("language").addEventListener("click", changeLanguage);
document.getElementById("add-person").addEventListener("click", () => askNewcomer(welcome));
document.getElementById("open-faults").addEventListener("click", () => panel.open());

listen({
  onOpen: () =>
    world.readAll().then(
      () => (lost.hidden = true),
      (trouble) => toast(say("failed", { reason: trouble.message })),
    ),
  onLost: () => (lost.hidden = false),
  onNews: (kind, news) => world.take(kind, news),
});
