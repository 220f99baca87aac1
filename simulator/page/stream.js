/** The live line to the simulator: opens it, keeps it open, and says when it is lost and back. */

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;
const KINDS = ["entry", "state", "loading", "menu"];

/** `onOpen` is called at every opening, so that what was missed meanwhile can be read again. */
export function listen({ onOpen, onLost, onNews }) {
  let wait = FIRST_WAIT;

  function open() {
    const source = new EventSource("/sim/stream");
    source.addEventListener("open", () => {
      wait = FIRST_WAIT;
      onOpen();
    });
    source.addEventListener("error", () => reopen(source));
    for (const kind of KINDS) source.addEventListener(kind, (event) => onNews(kind, read(event.data)));
  }

  /** Chromium gives up after some refusals, so the waiting is done here. */
  function reopen(source) {
    source.close();
    onLost();
    setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  open();
}

function read(data) {
  try {
    return JSON.parse(data) ?? {};
  } catch {
    return {};
  }
}
