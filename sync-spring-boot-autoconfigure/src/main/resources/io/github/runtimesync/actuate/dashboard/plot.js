/* Draws lines over time. */

import { setAttribute, svg } from "./dom.js";
import { age, short } from "./format.js";
import { KEPT_MILLIS } from "./history.js";

const SHORT_SPAN_MILLIS = 120_000;
const SPANS_MILLIS = [30_000, SHORT_SPAN_MILLIS, KEPT_MILLIS];
const SPARK = { width: 96, height: 22 };

/* A line of a row, without axes. Returns the function that draws it. */
export function sparkline() {
  const area = svg("path", { class: "area" });
  const line = svg("path", { class: "line" });
  const picture = svg("svg", { class: "spark", viewBox: `0 0 ${SPARK.width} ${SPARK.height}`, "aria-hidden": "true" }, area, line);
  const draw = (points, top) => {
    const scale = scales(points, top, { left: 1, right: SPARK.width - 1, top: 2, bottom: SPARK.height - 2 }, SHORT_SPAN_MILLIS);
    const path = pathOf(scale.visible, scale);
    setAttribute(line, "d", path);
    setAttribute(area, "d", areaOf(path, scale));
  };
  return { picture, draw };
}

/* A plot with axes. Each line has points ({ at, value }), a class and a label. */
export function plot(title) {
  const picture = svg("svg", { class: "plot", role: "img", "aria-label": title });
  const draw = (lines, bound = 0) => {
    const { width, height } = picture.getBoundingClientRect();
    if (width === 0) {
      return;
    }
    const all = lines.flatMap((line) => line.points);
    const frame = { left: 44, right: width - 4, top: 10, bottom: height - 22 };
    const scale = scales(all, bound, frame, undefined);
    const parts = [];
    for (const value of scale.high - scale.low > 1 ? [scale.low, (scale.low + scale.high) / 2, scale.high] : [scale.low, scale.high]) {
      const y = Math.round(scale.y(value)) + 0.5;
      parts.push(svg("line", { class: value === bound && bound > 0 ? "bound" : "grid", x1: frame.left, x2: frame.right, y1: y, y2: y }));
      parts.push(svg("text", { x: frame.left - 8, y: y + 4, "text-anchor": "end" }, short(value)));
    }
    parts.push(svg("text", { x: frame.left, y: height - 4 }, `${age(scale.span).replace(" 0 s", "")} ago`));
    parts.push(svg("text", { x: frame.right, y: height - 4, "text-anchor": "end" }, "now"));
    for (const line of lines) {
      const path = pathOf(line.points.filter((point) => point.at >= scale.from), scale);
      if (line.filled) {
        parts.push(svg("path", { class: "area", d: areaOf(path, scale) }));
      }
      parts.push(svg("path", { class: `line ${line.name}`, d: path }));
    }
    setAttribute(picture, "viewBox", `0 0 ${width} ${height}`);
    setAttribute(picture, "aria-label", describe(title, lines));
    picture.replaceChildren(...parts);
  };
  return { picture, draw };
}

function scales(points, bound, frame, fixedSpan) {
  const now = points.length > 0 ? Math.max(...points.map((point) => point.at)) : 0;
  const first = points.length > 0 ? points[0].at : 0;
  const span = fixedSpan ?? SPANS_MILLIS.find((each) => now - first <= each) ?? KEPT_MILLIS;
  const from = now - span;
  const visible = points.filter((point) => point.at >= from);
  const values = visible.map((point) => point.value);
  const low = Math.min(0, ...values);
  const high = bound > 0 ? bound : nice(Math.max(1, ...values));
  const x = (at) => frame.right - (now - at) / span * (frame.right - frame.left);
  const y = (value) => frame.bottom - (value - low) / (high - low) * (frame.bottom - frame.top);
  return { x, y, low, high, span, from, visible };
}

/* The next number of the form 1, 2, 4, 5 or 8 times a power of ten, so that the axis seldom changes. */
function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 8, 10].map((step) => step * power).find((step) => step >= value);
}

function pathOf(points, scale) {
  return points.map((point, i) => `${i === 0 ? "M" : "L"}${scale.x(point.at).toFixed(1)},${scale.y(point.value).toFixed(1)}`).join("");
}

function areaOf(path, scale) {
  if (path === "") {
    return "";
  }
  const ground = scale.y(Math.max(0, scale.low)).toFixed(1);
  const first = /^M([-\d.]+)/.exec(path)[1];
  const last = /([-\d.]+),[-\d.]+$/.exec(path)[1];
  return `${path}L${last},${ground}L${first},${ground}Z`;
}

function describe(title, lines) {
  const parts = lines.filter((line) => line.points.length > 0).map((line) => {
    const values = line.points.map((point) => point.value);
    return `${line.label} now ${short(values[values.length - 1])}, at most ${short(Math.max(...values))}`;
  });
  return `${title}: ${parts.join("; ")}`;
}
