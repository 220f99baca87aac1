/** Rows of a talk: the account's face and name at the left, the person's own words at the right. */

import { make } from "./elements.js";
import { drawFace } from "./faces.js";
import { drawMessage } from "./messages.js";
import { drawQuickReply } from "./quickreplies.js";

/**
 * One row. `follows` says that the same side spoke just before, so that face and name are not repeated;
 * `note` is what stands beside the bubble (the time, mostly).
 */
export function drawRow(message, { own = false, follows = false, account = {}, note, onAction } = {}) {
  const sender = { ...account, ...(message?.sender ?? {}) };
  const line = make("div", "lv-line", drawMessage(message, { onAction }), note);
  const row = make("div", `lv-row ${own ? "lv-own" : ""} ${follows ? "lv-follows" : ""}`);
  row.append(...(own ? [line] : [drawFace(sender), make("div", "lv-said", make("p", "lv-name", sender.name ?? ""), line)]));
  return row;
}

/** Messages of one reply or sending as the person sees them, the last one's quick replies beneath. */
export function drawTalk(messages, { account = {}, onAction } = {}) {
  const rows = messages.map((message, index) => drawRow(message, { account, onAction, follows: index > 0 }));
  const replies = messages.at(-1)?.quickReply;
  return make("div", "lv-talk", ...rows, replies && drawQuickReply(replies, { onAction }));
}
