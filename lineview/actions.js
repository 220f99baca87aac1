/** A tap: turns LINE's action objects into real buttons that say which action was chosen. */

import { make } from "./elements.js";

const SAFE_LINK = /^(https?|tel|mailto|line):/i;

/** What a person would read on the button, also where LINE lets the label away. */
export function labelOf(action) {
  return action?.label || action?.displayText || action?.text || action?.uri || "";
}

/** Is this an address that may be opened? `javascript:` and the like are not. */
export function isSafeLink(address) {
  return SAFE_LINK.test(address ?? "");
}

/** A button for the action; inert where nobody listens, as in a preview. */
export function drawButton(className, action, { onAction }, ...children) {
  const button = make("button", className, ...(children.length ? children : [labelOf(action)]));
  button.type = "button";
  button.disabled = !onAction;
  return listen(button, action, onAction);
}

/** Makes a drawn element tappable, by pointer and by keyboard, although other buttons lie within it. */
export function makeTappable(element, action, { onAction }) {
  element.classList.add("lv-tappable");
  if (!onAction) return element;
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  if (labelOf(action)) element.setAttribute("aria-label", labelOf(action));
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    onAction(action);
  });
  return listen(element, action, onAction);
}

function listen(element, action, onAction) {
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    if (onAction && action) onAction(action);
  });
  return element;
}
