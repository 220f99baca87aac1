/** Text bubbles: line breaks stay, addresses become links, emoji and mentions get a stand-in. */

import { make } from "./elements.js";
import { word } from "./words.js";

const ADDRESS = /(https?:\/\/[\x21-\x7e]+)/i;
const TRAILING = /[)\].,;:!?'"]+$/;
const SLOT = /(\{\{|\}\}|\{[0-9a-zA-Z_]{1,20}\})/;

export function drawText(message) {
  return make("div", "lv-bubble lv-text", ...(message.type === "textV2" ? fillSlots(message) : fillEmoji(message)));
}

/** The words with every web address in them as a link that opens in a new tab. */
export function linked(text) {
  return text.split(ADDRESS).flatMap((part, place) => (place % 2 ? link(part) : part));
}

function link(address) {
  const [after = ""] = TRAILING.exec(address) ?? [];
  const href = address.slice(0, address.length - after.length);
  const anchor = make("a", "lv-link", href);
  anchor.href = href;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return [anchor, after];
}

/** LINE's own emoji are placed by position, each on a "$" of the text. */
function fillEmoji({ text = "", emojis = [] }) {
  const places = [...emojis].sort((one, other) => one.index - other.index);
  const parts = [];
  let from = 0;
  for (const { index } of places) {
    parts.push(...linked(text.slice(from, index)), drawEmoji());
    from = index + 1;
  }
  return [...parts, ...linked(text.slice(from))];
}

/** The second form of text writes {name} where an emoji or a mention goes, and {{ }} for real braces. */
function fillSlots({ text = "", substitution = {} }) {
  return text.split(SLOT).flatMap((part, place) => {
    if (part === "{{" || part === "}}") return part[0];
    return place % 2 ? fillSlot(part, substitution[part.slice(1, -1)]) : linked(part);
  });
}

function fillSlot(written, filling) {
  if (filling?.type === "emoji") return drawEmoji();
  if (filling?.type === "mention") return make("span", "lv-mention", filling.mentionee?.type === "all" ? "@All" : "@");
  return written;
}

function drawEmoji() {
  const emoji = make("span", "lv-emoji", "☺");
  emoji.setAttribute("role", "img");
  emoji.setAttribute("aria-label", word("emoji"));
  return emoji;
}
