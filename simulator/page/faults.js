/** The fault panel: a drawer in which LINE's troubles are set, in plain words. */

import { make } from "/lineview/elements.js";
import { drawConsole } from "./console.js";
import { drawNewRule, drawRule } from "./rules.js";
import { drawQuota, drawWebhooks } from "./switches.js";
import { post, put } from "./server.js";
import { toast, tried } from "./toasts.js";
import { say } from "./words.js";

export class FaultPanel {
  constructor(dialog, world) {
    this.dialog = dialog;
    this.world = world;
    world.on("state", () => this.dialog.open && this.showRules());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  open() {
    const title = make("h2", "", say("faultsTitle"));
    title.id = "faults-title";
    this.rules = make("ul", "rules");
    const add = drawNewRule((rule) => this.putRules([...this.world.state.faults, rule]));
    const parts = [
      make("div", "drawer-head", title, this.drawClose()),
      make("p", "drawer-note", say("faultsNote")),
      make("h3", "", say("rules")),
      this.rules,
      add,
      drawQuota(this.world.state.quota, (quota) => this.save({ quota })),
      drawWebhooks(this.world.state, (settings) => this.save(settings)),
      drawConsole((text) => this.sendFromConsole(text)),
      this.drawReset(),
    ];
    this.dialog.replaceChildren(make("div", "drawer-inside", ...parts));
    this.showRules();
    this.dialog.showModal();
  }

  showRules() {
    const { faults } = this.world.state;
    const items = faults.map((rule) => drawRule(rule, () => this.putRules(faults.filter((other) => other !== rule))));
    this.rules.replaceChildren(...(items.length ? items : [make("li", "rules-none", say("noRules"))]));
  }

  putRules(faults) {
    return tried(async () => {
      await put("/sim/faults", { faults });
      await this.world.readState();
    });
  }

  save(settings) {
    return tried(async () => {
      await put("/sim/settings", settings);
      await this.world.readState();
      toast(say("saved"));
    });
  }

  sendFromConsole(text) {
    return tried(async () => {
      const { reached } = await post("/sim/console", { text });
      toast(say("consoleSent", { count: reached }));
      await this.world.readState();
    });
  }

  drawClose() {
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", say("close"));
    close.addEventListener("click", () => this.dialog.close());
    return close;
  }

  drawReset() {
    const button = make("button", "plain danger", say("startOver"));
    button.type = "button";
    button.addEventListener("click", () => window.confirm(say("startOverSure")) && this.startOver());
    return make("section", "drawer-part", make("p", "drawer-note", say("startOverNote")), button);
  }

  async startOver() {
    const done = await tried(async () => {
      await post("/sim/reset");
      await this.world.readAll();
    });
    if (done) this.dialog.close();
  }
}
