/* Listeners: the columns of their table, and one in detail: its workers and its dead letters. */

import { listenerTroubles } from "./attention.js";
import { deadLetterList } from "./dead-letters.js";
import { facts } from "./detail.js";
import { button, element, nameOf, setAttribute, setText } from "./dom.js";
import { age, integer, millis, NONE, plural, rate } from "./format.js";
import { plot } from "./plot.js";

export function listenerView(context) {
  const handled = (item) => context.history.rate("listeners", item.name, "handled");

  const view = {
    kind: "listeners",
    title: "Listeners",
    one: "listener",
    many: "listeners",
    sort: { title: "Name", descending: false },
    empty: "A listener shows up here as soon as a bean has a method with @SyncListener(queue = \"jobs\")",
    columns: [
      { title: "Name", kind: "name", value: (item) => item.name },
      { title: "Queue", kind: "link mid", value: (item) => item.queue, fill: (cell) => fillQueue(cell, context), hint: "The queue it takes from" },
      { title: "State", kind: "state", value: (item) => stateOf(item).rank, descending: true, fill: fillState },
      { title: "Busy", kind: "number", value: (item) => item.busy, descending: true, text: (item) => `${integer(item.busy)} of ${integer(item.concurrency.max)}`, hint: "Workers that have items in hand, of those it may have" },
      { title: "Handled/s", kind: "number mid", value: handled, descending: true, text: (item) => rate(handled(item)), hint: "Items given to the method each second, retries included" },
      { title: "Failures", kind: "number wide", value: (item) => item.failures, descending: true, text: (item) => integer(item.failures), hint: "Calls that failed so far" },
      { title: "In retry", kind: "number wide", value: (item) => item.inRetry, descending: true, text: (item) => integer(item.inRetry), hint: "Items that wait for their next attempt" },
      { title: "Dead", kind: "number", value: (item) => item.deadLetters.waiting, descending: true, text: (item) => integer(item.deadLetters.waiting), hint: "Dead letters in its dead-letter queue" }
    ],
    detail: () => detail(view, context, handled)
  };
  return view;
}

const STATES = {
  running: { text: "Running", tone: "good", rank: 1 },
  paused: { text: "Paused", tone: "warn", rank: 2 },
  blocked: { text: "Blocked", tone: "bad", rank: 3 },
  stopped: { text: "Stopped", tone: "quiet", rank: 0 }
};

function stateOf(item) {
  return item.stuck.length > 0 ? { text: "Stuck", tone: "bad", rank: 4 } : STATES[item.state];
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

function fillQueue(cell, { open }) {
  const link = queueLink(open);
  cell.append(link.element);
  return (item) => link.show(item.queue);
}

function queueLink(open) {
  const name = nameOf("");
  const made = button("", () => open("queues", name.textContent), { class: "go" });
  made.append(name);
  return {
    element: made,
    show(queue) {
      setText(name, queue);
      setAttribute(made, "title", queue);
    }
  };
}

function detail(view, context, handled) {
  const { history, open } = context;
  const flow = plot("Items each second");
  const list = facts();
  const source = queueLink(open);
  const dead = queueLink(open);
  const stuck = element("ul", { class: "threads" });
  const stuckSection = element("section", { hidden: true }, element("h3", {}, "Stuck workers"), stuck);
  const workers = concurrencyField(view, context);
  const letters = deadLetterList(view, context);
  return {
    parts: [
      element("div", { class: "links" }, element("span", { class: "quiet" }, "Takes from"), source.element,
        element("span", { class: "quiet" }, "Dead letters go to"), dead.element),
      element("h3", {}, "Items each second"), flow.picture, stuckSection, list.element, workers.element, letters.element],
    actions: (item) => actionsOf(item),
    troubles: listenerTroubles,
    show(item) {
      source.show(item.queue);
      dead.show(item.deadLetters.queue);
      flow.draw([{ points: history.rates("listeners", item.name, "handled"), filled: true, name: "size", label: "handled" }]);
      stuckSection.hidden = item.stuck.length === 0;
      stuck.replaceChildren(...item.stuck.map((each) => element("li", {}, element("bdi", { class: "thread" }, each.thread),
        element("span", { class: "quiet" }, `in one call for ${age(millis(each.busy))}`))));
      list.show([
        ["State", stateOf(item).text],
        ["Workers", `${integer(item.busy)} busy, ${integer(item.concurrency.present)} there`],
        ["Concurrency", boundsOf(item)],
        ["Items in process", integer(item.inProcess)],
        ["In retry", plural(item.inRetry, "item")],
        ["Handled", `${integer(item.handled)}, ${rate(handled(item))} each second`],
        ["Failed calls", integer(item.failures)],
        ["Dead letters", `${integer(item.deadLetters.waiting)} waiting, ${integer(item.deadLetters.sent)} sent so far`],
        ["Lost", item.deadLetters.lost > 0 ? plural(item.deadLetters.lost, "dead letter") : NONE]
      ]);
      workers.show(item);
      letters.show(item);
    }
  };
}

function actionsOf(item) {
  const start = { action: "start", text: "Start", busy: "Starting", done: "Started." };
  const stop = { action: "stop", text: "Stop", busy: "Stopping", done: "Stopped.", confirm: "It takes nothing more until it is started. Calls under way go on to their end." };
  const pause = { action: "pause", text: "Pause", busy: "Pausing", done: "Paused.", confirm: "It takes nothing more until it is resumed. Calls under way go on to their end." };
  const resume = { action: "resume", text: "Resume", busy: "Resuming", done: "Resumed." };
  const replay = {
    action: "replay", text: "Replay all", busy: "Replaying", done: "Replayed.", question: "Replay all dead letters of",
    confirm: "They go back to their queue as fresh items, as many as it has room for. What made them fail may do so again."
  };
  return [...(item.state === "stopped" ? [start] : [item.state === "paused" ? resume : pause, stop]),
    ...(item.deadLetters.waiting > 0 ? [replay] : [])];
}

function boundsOf({ concurrency: { min, max } }) {
  return min === max ? integer(min) : `${integer(min)} to ${integer(max)}`;
}

/* What somebody types stays until it is sent, or another listener is shown. */
function concurrencyField(view, { writable, perform }) {
  const input = element("input", { id: "concurrency", class: "short", inputmode: "text", autocomplete: "off", spellcheck: "false", maxlength: "11" });
  let item = null;
  let typed = false;
  const send = () => {
    typed = false;
    perform(view, item, { action: "scale", text: "The change", busy: "Changing", done: "Concurrency changed.", body: { concurrency: input.value.trim() } });
  };
  input.addEventListener("input", () => {
    typed = true;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      send();
    }
  });
  const field = element("div", { class: "buttons", hidden: true }, element("label", { for: "concurrency", class: "quiet" }, "Concurrency"),
    input, button("Change", send, { "data-action": "scale" }));
  return {
    element: field,
    show(next) {
      item = next;
      field.hidden = !writable(view.kind);
      if (!typed && document.activeElement !== input) {
        const { min, max } = item.concurrency;
        input.value = min === max ? `${min}` : `${min}-${max}`;
      }
    }
  };
}
