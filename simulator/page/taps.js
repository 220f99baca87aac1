/** A person taps something: what LINE's app would do with each kind of action. */

import { isSafeLink } from "/lineview/actions.js";
import { takePhoto } from "./photos.js";
import { pickInstant } from "./picker.js";
import { act } from "./server.js";
import { toast, tried } from "./toasts.js";
import { say } from "./words.js";

const ACTIONS = {
  message: (person, { text }) => act(person.id, "text", { text }),
  postback: sendPostback,
  uri: openLink,
  datetimepicker: sendInstant,
  clipboard: copy,
  richmenuswitch: switchMenu,
  camera: (person) => act(person.id, "image", takePhoto()),
  cameraRoll: (person) => act(person.id, "image", takePhoto()),
};

/** `box` is the person's message box, which some postbacks fill. */
export function tap(person, action, box) {
  const perform = Object.hasOwn(ACTIONS, action?.type ?? "") ? ACTIONS[action.type] : refuse;
  return tried(async () => perform(person, action ?? {}, box));
}

function sendPostback(person, { data, displayText, inputOption, fillInText }, box) {
  if (inputOption === "openKeyboard") box?.fill(fillInText ?? "");
  return act(person.id, "postback", displayText ? { data, displayText } : { data });
}

function openLink(person, { uri }) {
  if (!isSafeLink(uri)) return refuse(person, { type: "uri" });
  if (/^line:/i.test(uri)) return toast(say("onlyInLine", { address: uri }));
  window.open(uri, "_blank", "noopener,noreferrer");
}

async function sendInstant(person, action) {
  const instant = await pickInstant(action);
  if (instant) await act(person.id, "postback", { data: action.data, params: { [action.mode]: instant } });
}

async function copy(person, { clipboardText }) {
  const done = await navigator.clipboard.writeText(clipboardText ?? "").then(
    () => true,
    () => false,
  );
  toast(say(done ? "copied" : "notCopied"));
}

function switchMenu(person, { data, richMenuAliasId }) {
  return act(person.id, "postback", { data, params: { newRichMenuAliasId: richMenuAliasId, status: "SUCCESS" } });
}

function refuse(person, { type }) {
  toast(say("noSuchAction", { kind: `${type ?? ""}` }));
}
