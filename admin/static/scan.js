// Reads a card with the phone's camera, and sends the form with what it says; without a camera one types.
const button = document.querySelector("[data-scan]");
const screen = document.querySelector("[data-scanned]");
const word = document.querySelector("[data-scan-word]");
const FORMATS = ["qr_code", "code_128", "ean_13"];
const PAUSE = 150;

if (button && navigator.mediaDevices?.getUserMedia) {
  button.hidden = false;
  button.addEventListener("click", scan);
}

// A shared phone that nobody touches shows no customer longer than the shop wants: the door asks again.
const shift = document.querySelector("[data-shuts]");
if (shift) setTimeout(() => location.replace(shift.dataset.door), Number(shift.dataset.shuts) * 1000);

async function scan() {
  button.disabled = true;
  word.hidden = true;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    screen.srcObject = stream;
    screen.hidden = false;
    await screen.play();
    const text = await read(await reader());
    stream.getTracks().forEach((track) => track.stop());
    send(text);
  } catch {
    screen.hidden = true;
    word.textContent = button.dataset.none;
    word.hidden = false;
    button.disabled = false;
  }
}

// The browser's own reader where it knows all our codes; else ZXing's, which is fetched only then.
async function reader() {
  const known = (await globalThis.BarcodeDetector?.getSupportedFormats?.()) ?? [];
  if (FORMATS.every((format) => known.includes(format))) {
    const detector = new BarcodeDetector({ formats: FORMATS });
    return async () => (await detector.detect(screen))[0]?.rawValue;
  }
  await load(button.dataset.scan);
  const { BarcodeFormat, BrowserMultiFormatReader } = globalThis.ZXingBrowser;
  const zxing = new BrowserMultiFormatReader();
  // Asked for all it knows, it takes some of our bars for another kind, with other digits.
  zxing.possibleFormats = FORMATS.map((format) => BarcodeFormat[format.toUpperCase()]);
  return async () => {
    try {
      return zxing.decodeFromCanvas(drawn()).getText();
    } catch {
      return undefined; // no code in this picture
    }
  };
}

async function read(look) {
  for (;;) {
    const text = await look();
    if (/^\d{7,13}$/.test(text ?? "")) return text;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

function drawn() {
  const canvas = document.createElement("canvas");
  canvas.width = screen.videoWidth;
  canvas.height = screen.videoHeight;
  canvas.getContext("2d").drawImage(screen, 0, 0);
  return canvas;
}

function send(text) {
  const form = button.closest("form");
  form.querySelector("input[name=card]").value = text;
  form.requestSubmit();
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}
