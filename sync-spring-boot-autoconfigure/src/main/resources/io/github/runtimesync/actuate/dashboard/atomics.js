/* Counters: the columns of their table, and one in detail. */

import { element } from "./dom.js";
import { facts } from "./detail.js";
import { dateAndTime, integer, rate } from "./format.js";
import { plot, sparkline } from "./plot.js";

export function atomicView({ history }) {
  const points = (name) => history.samples("atomics", name).map(({ at, value }) => ({ at, value }));
  const change = (item) => history.rate("atomics", item.name, "value");

  return {
    kind: "atomics",
    title: "Counters",
    one: "counter",
    many: "counters",
    sort: { title: "Name", descending: false },
    empty: "A counter shows up here as soon as the application asks for one: registry.atomic(\"requests\")",
    columns: [
      { title: "Name", kind: "name", value: (item) => item.name },
      { title: "Value", kind: "number big", value: (item) => item.value, descending: true, text: (item) => integer(item.value) },
      { title: "Last 2 min", kind: "trend mid", value: change, descending: true, fill: (cell) => fillTrend(cell, points) },
      { title: "Change/s", kind: "number", value: change, descending: true, text: (item) => rate(change(item)), hint: "How much it grows each second" }
    ],
    detail: () => detail(points, change)
  };
}

/* A counter may stand anywhere, so its trend shows how far it moved from its lowest. */
function fillTrend(cell, points) {
  const trend = sparkline();
  cell.append(trend.picture);
  return (item) => trend.draw(lowered(points(item.name)), 0);
}

function lowered(points) {
  const lowest = Math.min(...points.map((point) => point.value));
  return points.map(({ at, value }) => ({ at, value: value - lowest }));
}

function detail(points, change) {
  const value = plot("Value");
  const list = facts();
  return {
    parts: [element("h3", {}, "Value"), value.picture, list.element],
    actions: () => [],
    troubles: () => [],
    show(item) {
      value.draw([{ points: points(item.name), filled: true, name: "size", label: "value" }]);
      list.show([
        ["Value", integer(item.value)],
        ["Change", `${rate(change(item))} each second`],
        ["Created", `${dateAndTime(item.created)}, ${item.engine}`]
      ]);
    }
  };
}
