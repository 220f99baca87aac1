/** What the page knows: the account, the people and their talks, kept equal to the simulator's. */

import { get } from "./server.js";

const SHOWN = 24;
const SETTLED = 1500;

export class World {
  account = { name: "" };
  state = { people: [], faults: [], quota: {}, settings: {} };
  talks = new Map();
  listeners = new Map();

  /** `world.on("people", …)`: people (who is there), talk (one person's), state (faults and settings). */
  on(kind, listener) {
    this.listeners.set(kind, [...(this.listeners.get(kind) ?? []), listener]);
  }

  tell(kind, content) {
    for (const listener of this.listeners.get(kind) ?? []) listener(content);
  }

  get people() {
    return this.state.people.slice(0, SHOWN);
  }

  get unshown() {
    return Math.max(0, (this.state.peopleCount ?? this.state.people.length) - this.people.length);
  }

  talkOf(id) {
    if (!this.talks.has(id)) this.talks.set(id, { entries: new Map(), menu: null, loading: false, readers: new Set() });
    return this.talks.get(id);
  }

  /** Everything anew: after the first opening, after a lost line, after a reset. */
  async readAll() {
    await this.readState();
    await Promise.all(this.people.map(({ id }) => this.readTalk(id)));
  }

  async readState() {
    this.takeState(await get("/sim/state"));
  }

  takeState(state) {
    this.state = { ...this.state, ...state };
    this.account = this.state.account ?? this.account;
    const present = new Set(this.people.map(({ id }) => id));
    for (const id of this.talks.keys()) if (!present.has(id)) this.talks.delete(id);
    this.tell("people");
    this.tell("state");
  }

  /** The server's list is the truth; what arrived while it was on its way is put on top, each seq once. */
  async readTalk(id) {
    const talk = this.talkOf(id);
    const arrived = [];
    talk.readers.add(arrived);
    try {
      const { entries, menu, loading } = await get(`/sim/people/${encodeURIComponent(id)}/talk`);
      talk.entries = new Map([...entries, ...arrived].map((entry) => [entry.seq, entry]));
      Object.assign(talk, { menu: menu ?? null, loading: Boolean(loading) });
      this.tell("talk", { id });
    } finally {
      talk.readers.delete(arrived);
    }
  }

  take(kind, news) {
    if (kind === "entry") this.takeEntry(news);
    if (kind === "loading") this.takeLoading(news);
    if (kind === "menu") this.takeMenu(news);
    if (kind === "state") this.takeNewState(news);
  }

  takeNewState({ reload, ...state }) {
    if (state.people) this.takeState(state);
    this.readSoon(reload ? 0 : SETTLED);
  }

  takeMenu({ person, menu }) {
    if (!person) return this.readSoon();
    this.talkOf(person).menu = menu ?? null;
    this.tell("talk", { id: person });
  }

  takeEntry({ person, entry }) {
    if (!this.people.some(({ id }) => id === person)) return;
    const talk = this.talkOf(person);
    const arrived = talk.entries.has(entry.seq) ? null : entry;
    talk.entries.set(entry.seq, entry);
    for (const reader of talk.readers) reader.push(entry);
    if (entry.from === "bot") talk.loading = false;
    this.tell("talk", { id: person, arrived });
    if (entry.message?.event === "unsend") this.readTalk(person).catch(() => {});
  }

  /** The sign goes when the bot speaks, when it is told to, or when its time is over. */
  takeLoading({ person, loading, seconds = 60 }) {
    const talk = this.talkOf(person);
    talk.loading = Boolean(loading);
    clearTimeout(talk.loadingEnds);
    if (loading) talk.loadingEnds = setTimeout(() => this.takeLoading({ person }), seconds * 1000);
    this.tell("talk", { id: person });
  }

  /** Once all is quiet, talks are read again: a reset elsewhere changes what was there. */
  readSoon(wait = 150) {
    clearTimeout(this.reading);
    this.reading = setTimeout(() => this.readAll().catch(() => {}), wait);
  }
}
