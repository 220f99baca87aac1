/** Speaks with the simulator; a refusal becomes an Error whose message can be shown. */

import { say } from "./words.js";

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const put = (path, body) => call("PUT", path, body);

/** What this person does: follow, block, text, postback … */
export const act = (person, deed, body) => post(`/sim/people/${encodeURIComponent(person)}/${deed}`, body);

async function call(method, path, body) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const answer = await fetch(path, { method, cache: "no-store", ...sent }).catch(() => {
    throw new Error(say("unreachable"));
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(content.message ?? `${answer.status}`);
  return content;
}
