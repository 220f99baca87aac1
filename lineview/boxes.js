/** Flex boxes: the layout of their contents, their own look, and the tap on the whole of them. */

import { makeTappable } from "./actions.js";
import { drawComponent } from "./components.js";
import { make, style } from "./elements.js";
import { border, color, length, space } from "./measures.js";
import { place } from "./places.js";

const LAYOUTS = new Set(["horizontal", "vertical", "baseline"]);

export function drawBox(box, options) {
  const layout = LAYOUTS.has(box.layout) ? box.layout : "vertical";
  const drawn = make("div", `lv-box lv-${layout}`);
  drawn.append(...(box.contents ?? []).map((component, index) => drawChild(component, index, { ...box, layout }, options)));
  dress(drawn, box);
  return box.action ? makeTappable(drawn, box.action, options) : drawn;
}

function drawChild(component, index, box, options) {
  const drawn = component?.type === "box" ? drawBox(component, options) : drawComponent(component, box, options);
  return place(drawn, component ?? {}, box, index);
}

function dress(drawn, box) {
  style(drawn, {
    "background-color": color(box.backgroundColor),
    "background-image": gradient(box.background),
    "border-width": border(box.borderWidth) ?? (color(box.borderColor) && border("normal")),
    "border-color": color(box.borderColor),
    "border-radius": space(box.cornerRadius),
    width: length(box.width),
    height: length(box.height),
    "max-width": length(box.maxWidth),
    "max-height": length(box.maxHeight),
    "justify-content": box.justifyContent,
    "align-items": box.alignItems,
  });
  pad(drawn, box);
}

function pad(drawn, box) {
  style(drawn, {
    padding: space(box.paddingAll),
    "padding-top": space(box.paddingTop),
    "padding-bottom": space(box.paddingBottom),
    "padding-inline-start": space(box.paddingStart),
    "padding-inline-end": space(box.paddingEnd),
  });
}

function gradient(background) {
  const { type, angle, startColor, centerColor, centerPosition, endColor } = background ?? {};
  if (type !== "linearGradient" || !/^\d+(\.\d+)?deg$/.test(angle ?? "")) return undefined;
  if (!color(startColor) || !color(endColor)) return undefined;
  const centre = color(centerColor) ? `${centerColor} ${length(centerPosition) ?? "50%"}, ` : "";
  return `linear-gradient(${angle}, ${startColor}, ${centre}${endColor})`;
}
