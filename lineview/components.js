/** Flex components which are not boxes: text, button, image, icon, separator, filler, video. */

import { drawButton, makeTappable } from "./actions.js";
import { make, style } from "./elements.js";
import { color, imageSize, length, ratio, space, textSize } from "./measures.js";
import { drawPicture } from "./pictures.js";
import { word } from "./words.js";

const COMPONENTS = {
  text: drawFlexText,
  button: drawFlexButton,
  image: drawFlexImage,
  video: drawFlexVideo,
  icon: drawIcon,
  separator: drawSeparator,
  spacer: ({ size }) => style(make("span", "lv-spacer"), { height: space(size ?? "md") }),
  filler: () => make("span", "lv-filler"),
};

/** An unknown component leaves an empty place, as in LINE's older versions. */
export function drawComponent(component, box, options) {
  const draw = Object.hasOwn(COMPONENTS, component?.type ?? "") ? COMPONENTS[component.type] : COMPONENTS.filler;
  return draw(component ?? {}, box, options);
}

function drawFlexText(text, box, options) {
  const spans = (text.contents ?? []).map((span) => dressText(make("span", "lv-span", span.text ?? ""), span, text));
  const drawn = make("p", `lv-flex-text ${text.wrap ? "lv-wrap" : ""}`, ...(spans.length ? spans : [text.text ?? ""]));
  dressText(drawn, { size: "md", ...text }, text);
  style(drawn, { "text-align": text.align, "--lv-line-gap": length(text.lineSpacing), "--lv-lines": lines(text) });
  if (lines(text)) drawn.classList.add("lv-clamped");
  return text.action ? makeTappable(drawn, text.action, options) : drawn;
}

function dressText(drawn, look, { scaling }) {
  return style(drawn, {
    "font-size": look.size && textSize(look.size, scaling),
    color: color(look.color),
    "font-weight": look.weight === "bold" ? "700" : look.weight && "400",
    "font-style": look.style,
    "text-decoration-line": look.decoration,
  });
}

function lines(text) {
  return text.wrap && Number.isInteger(text.maxLines) && text.maxLines > 0 ? `${text.maxLines}` : undefined;
}

function drawFlexButton(button, box, options) {
  const kind = ["primary", "secondary"].includes(button.style) ? button.style : "link";
  const drawn = drawButton(`lv-button lv-button-${kind}`, button.action, options);
  if (button.height === "sm") drawn.classList.add("lv-button-low");
  if (button.scaling) drawn.classList.add("lv-scaled");
  return style(drawn, { [kind === "link" ? "color" : "background-color"]: color(button.color) });
}

function drawFlexImage(image, box, options) {
  const whole = image.aspectMode === "cover" ? "" : "lv-image-whole";
  const frame = make("div", `lv-image ${whole}`, drawPicture(image.url));
  const drawn = make("div", "lv-image-place", frame);
  style(frame, {
    width: imageSize(image.size),
    "aspect-ratio": ratio(image.aspectRatio),
    "background-color": color(image.backgroundColor),
  });
  style(drawn, { "justify-content": image.align });
  return image.action ? makeTappable(drawn, image.action, options) : drawn;
}

function drawFlexVideo(video) {
  const play = make("span", "lv-play", "▶");
  const frame = make("div", "lv-image lv-video", drawPicture(video.previewUrl, word("video")), play);
  return make("div", "lv-image-place", style(frame, { width: "100%", "aspect-ratio": ratio(video.aspectRatio) }));
}

function drawIcon(icon) {
  const frame = make("span", "lv-icon", drawPicture(icon.url));
  return style(frame, { height: textSize(icon.size ?? "md", icon.scaling), "aspect-ratio": ratio(icon.aspectRatio) });
}

function drawSeparator(separator, box) {
  const drawn = make("span", `lv-separator ${box.layout === "vertical" ? "" : "lv-separator-upright"}`);
  drawn.setAttribute("role", "presentation");
  return style(drawn, { "background-color": color(separator.color) });
}
