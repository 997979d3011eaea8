/* Queues: the columns of their table, and one in detail. */

import { element, setAttribute, setText } from "./dom.js";
import { blockedList, facts } from "./detail.js";
import { age, dateAndTime, integer, millis, NONE, plural, rate } from "./format.js";
import { plot, sparkline } from "./plot.js";
import { queueTroubles } from "./attention.js";

export function queueView({ history }) {
  const points = (name) => history.samples("queues", name).map(({ at, size }) => ({ at, value: size }));
  const into = (item) => history.rate("queues", item.name, "puts");
  const out = (item) => history.rate("queues", item.name, "gets");

  return {
    kind: "queues",
    title: "Queues",
    one: "queue",
    many: "queues",
    sort: { title: "Name", descending: false },
    empty: "A queue shows up here as soon as the application asks for one: registry.queue(\"jobs\", 100)",
    columns: [
      { title: "Name", kind: "name", value: (item) => item.name },
      { title: "State", kind: "state mid", value: (item) => stateOf(item).rank, descending: true, fill: fillState },
      { title: "Fill", kind: "fill", value: fillLevel, descending: true, fill: fillBar },
      { title: "Last 2 min", kind: "trend wide", value: (item) => item.size, descending: true, fill: (cell) => fillTrend(cell, points) },
      { title: "In/s", kind: "number mid", value: into, descending: true, text: (item) => rate(into(item)), hint: "Items put each second" },
      { title: "Out/s", kind: "number mid", value: out, descending: true, text: (item) => rate(out(item)), hint: "Items taken each second" },
      { title: "Putters", kind: "number wide", value: (item) => item.blockedPutters, descending: true, text: (item) => integer(item.blockedPutters), hint: "Callers that wait for room" },
      { title: "Getters", kind: "number wide", value: (item) => item.blockedGetters, descending: true, text: (item) => integer(item.blockedGetters), hint: "Callers that wait for an item" },
      { title: "Delayed", kind: "number widest", value: (item) => item.delayed ?? 0, descending: true, text: (item) => integer(item.delayed ?? 0), hint: "Items that are not due yet; they are not in the size" },
      { title: "Expired", kind: "number widest", value: (item) => item.expired ?? 0, descending: true, text: (item) => integer(item.expired ?? 0), hint: "Items dropped so far since their time to live was over" },
      { title: "Oldest", kind: "number age", value: (item) => millis(item.oldestAge), descending: true, text: (item) => age(millis(item.oldestAge)), hint: "How long the oldest item has been queued" }
    ],
    detail: () => detail(history, points, into, out)
  };
}

function stateOf(item) {
  if (item.closed) {
    return { text: "Closed", tone: item.size > 0 ? "warn" : "quiet", rank: 3 };
  }
  if (item.paused) {
    return { text: "Paused", tone: "warn", rank: 4 };
  }
  if (item.maxSize > 0 && item.size >= item.maxSize) {
    return { text: "Full", tone: "bad", rank: 5 };
  }
  if (item.blockedGetters > 0 && item.size === 0) {
    return { text: "Waiting for items", tone: "good", rank: 1 };
  }
  return item.size > 0 ? { text: "Busy", tone: "good", rank: 2 } : { text: "Empty", tone: "quiet", rank: 0 };
}

function fillState(cell) {
  const badge = element("span", { class: "badge" });
  cell.append(badge);
  return (item) => {
    const state = stateOf(item);
    setText(badge, state.text);
    setAttribute(badge, "class", `badge ${state.tone}`);
  };
}

/* Bounded queues by how full they are; unbounded ones, which cannot be full, after them by size. */
function fillLevel(item) {
  return item.maxSize > 0 ? 1 + item.size / item.maxSize : item.size / (item.size + 1);
}

function fillBar(cell) {
  const level = element("span", { class: "level" });
  const track = element("span", { class: "track", "aria-hidden": "true" }, level);
  const text = element("span", { class: "fill-text" });
  cell.append(element("span", { class: "fill-box" }, track, text));
  return (item) => {
    const share = item.maxSize > 0 ? Math.min(1, item.size / item.maxSize) : 0;
    level.style.width = `${(share * 100).toFixed(1)}%`;
    setAttribute(level, "class", `level${share >= 1 ? " bad" : share >= 0.8 ? " warn" : ""}`);
    setAttribute(track, "class", `track${item.maxSize > 0 ? "" : " unbounded"}`);
    setText(text, item.maxSize > 0 ? `${integer(item.size)} / ${integer(item.maxSize)}` : integer(item.size));
  };
}

function fillTrend(cell, points) {
  const trend = sparkline();
  cell.append(trend.picture);
  return (item) => trend.draw(points(item.name), item.maxSize);
}

function detail(history, points, into, out) {
  const size = plot("Size");
  const flow = plot("Items each second");
  const list = facts();
  const blocked = blockedList("Who is blocked", "Nobody waits on this queue.");
  const legend = element("p", { class: "legend" },
    element("span", { class: "key in" }, "In"), element("span", { class: "key out" }, "Out"));
  return {
    parts: [element("h3", {}, "Size"), size.picture,
      element("div", { class: "row" }, element("h3", {}, "Items each second"), legend), flow.picture,
      list.element, blocked.element],
    actions: (item) => {
      const clear = { action: "clear", text: "Clear", busy: "Clearing", done: "Cleared.", tone: "danger", confirm: `What is queued now (${plural(item.size, "item")}) is dropped and cannot be brought back.` };
      if (item.closed) {
        return item.size > 0 ? [clear] : [];
      }
      return [
        item.paused
          ? { action: "resume", text: "Resume", busy: "Resuming", done: "Resumed." }
          : { action: "pause", text: "Pause", busy: "Pausing", done: "Paused.", confirm: "Consumers get nothing from it until it is resumed. Producers go on until it is full." },
        clear
      ];
    },
    troubles: queueTroubles,
    show(item) {
      size.draw([{ points: points(item.name), filled: true, name: "size", label: "size" }], item.maxSize);
      flow.draw([
        { points: history.rates("queues", item.name, "puts"), name: "in", label: "in" },
        { points: history.rates("queues", item.name, "gets"), name: "out", label: "out" }
      ]);
      list.show([
        ["State", stateOf(item).text],
        ["Size", item.maxSize > 0 ? `${integer(item.size)} of ${integer(item.maxSize)}` : `${integer(item.size)}, no bound`],
        ["In, out", `${rate(into(item))}, ${rate(out(item))} each second`],
        ["Put, taken so far", `${integer(item.puts)}, ${integer(item.gets)}`],
        ["Delayed, expired so far", `${integer(item.delayed ?? 0)}, ${integer(item.expired ?? 0)}`],
        ["Oldest item", item.oldestAge ? `queued for ${age(millis(item.oldestAge))}` : NONE],
        ["Wait for room", plural(item.blockedPutters, "caller")],
        ["Wait for an item", plural(item.blockedGetters, "caller")],
        ["Type of items", item.type ?? "not declared"],
        ["Created", `${dateAndTime(item.created)}, ${item.engine}`]
      ]);
      blocked.show(item);
    }
  };
}
