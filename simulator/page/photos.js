/** A virtual person's camera: every photo is a cup on a table, each time in another light. */

const WIDTH = 480;
const HEIGHT = 360;
const MARK = "data:image/jpeg;base64,";

/** The picture as the simulator takes it. */
export function takePhoto() {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: WIDTH, height: HEIGHT });
  paint(canvas.getContext("2d"), Math.floor(Math.random() * 360));
  return { type: "image/jpeg", data: canvas.toDataURL("image/jpeg", 0.85).slice(MARK.length) };
}

function paint(brush, hue) {
  const wall = brush.createLinearGradient(0, 0, 0, HEIGHT);
  wall.addColorStop(0, `hsl(${hue} 45% 88%)`);
  wall.addColorStop(1, `hsl(${hue} 35% 72%)`);
  fill(brush, wall, () => brush.rect(0, 0, WIDTH, HEIGHT));
  fill(brush, "#b98a5e", () => brush.rect(0, 250, WIDTH, 110));
  fill(brush, "rgb(60 40 20 / 25%)", () => brush.ellipse(240, 285, 120, 16, 0, 0, 7));
  fill(brush, "#ffffff", () => brush.roundRect(165, 150, 150, 130, [10, 10, 60, 60]));
  fill(brush, "#5a3825", () => brush.ellipse(240, 154, 70, 14, 0, 0, 7));
  brush.lineWidth = 15;
  brush.strokeStyle = "#ffffff";
  brush.beginPath();
  brush.arc(322, 198, 28, -1.4, 1.6);
  brush.stroke();
}

function fill(brush, color, outline) {
  brush.fillStyle = color;
  brush.beginPath();
  outline();
  brush.fill();
}
