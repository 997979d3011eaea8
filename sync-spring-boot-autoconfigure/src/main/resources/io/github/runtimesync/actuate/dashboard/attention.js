/* Tells what somebody should look at first. */

import { element, nameOf, button } from "./dom.js";
import { age, millis, plural } from "./format.js";

/* From here on an open round or an item that nobody takes is worth a look. */
export const LONG_MILLIS = 60_000;

const SHOWN = 4;

const NOUNS = { queues: "Queue", waitGroups: "Wait group", listeners: "Listener" };

export function isStuck(group) {
  return group.count > 0 && (millis(group.roundAge) ?? 0) >= LONG_MILLIS;
}

export function waitGroupTroubles(group) {
  if (!isStuck(group)) {
    return [];
  }
  const waiting = group.waiters > 0 ? `, ${plural(group.waiters, "caller waits", "callers wait")}` : "";
  const open = `Open for ${age(millis(group.roundAge))}: ${plural(group.count, "task is", "tasks are")} not done${waiting}`;
  return [{ text: open, weight: group.waiters > 0 ? 3 : 2 }];
}

export function queueTroubles(queue) {
  const oldest = millis(queue.oldestAge) ?? 0;
  const found = [];
  if (queue.closed && queue.size > 0) {
    found.push({ text: `Closed with ${plural(queue.size, "item")} left`, weight: 2 });
  }
  if (queue.paused) {
    found.push({ text: `Paused: consumers get nothing, ${plural(queue.size, "item")} queued`, weight: 2 });
  }
  if (queue.blockedPutters > 0) {
    found.push({ text: `${plural(queue.blockedPutters, "caller waits", "callers wait")} for room`, weight: 3 });
  }
  else if (queue.maxSize > 0 && queue.size >= queue.maxSize) {
    found.push({ text: "Full: what does not wait is refused", weight: 3 });
  }
  if (oldest >= LONG_MILLIS && !queue.paused) {
    found.push({ text: `Oldest item queued for ${age(oldest)}`, weight: 1 });
  }
  return found;
}

export function listenerTroubles(listener) {
  const { waiting, undeliverable, lost } = listener.deadLetters;
  const found = [];
  if (listener.stuck.length > 0) {
    const longest = Math.max(...listener.stuck.map((each) => millis(each.busy)));
    found.push({ text: `${plural(listener.stuck.length, "worker is", "workers are")} stuck, for ${age(longest)}`, weight: 3 });
  }
  if (listener.state === "blocked") {
    found.push({ text: `Takes nothing: no room for ${plural(undeliverable, "dead letter")}`, weight: 3 });
  }
  if (lost > 0) {
    found.push({ text: `${plural(lost, "dead letter")} lost, since their queue was closed`, weight: 3 });
  }
  if (waiting > 0) {
    found.push({ text: plural(waiting, "dead letter"), weight: 2 });
  }
  if (listener.state === "paused") {
    found.push({ text: "Paused: it takes nothing", weight: 2 });
  }
  return found;
}

/* Everything worth a look, the worst first. */
export function troubles(queues, waitGroups, listeners = []) {
  // Dead letters are told of with their listener, however old they are.
  const dead = new Set(listeners.map((listener) => listener.deadLetters.queue));
  const troublesOf = (queue) => queueTroubles(queue).filter((each) => each.weight > 1 || !dead.has(queue.name));
  const found = [
    ...waitGroups.flatMap((group) => waitGroupTroubles(group).map((each) => ({ ...each, kind: "waitGroups", name: group.name }))),
    ...queues.flatMap((queue) => merged("queues", queue, troublesOf(queue))),
    ...listeners.flatMap((listener) => merged("listeners", listener, listenerTroubles(listener)))
  ];
  return found.sort((one, other) => other.weight - one.weight);
}

function merged(kind, { name }, found) {
  return found.length === 0 ? [] : [{
    kind,
    name,
    text: found.map((each) => each.text).join(". "),
    weight: Math.max(...found.map((each) => each.weight))
  }];
}

export class Attention {

  #section;
  #list;
  #onSelect;
  #all = false;

  constructor(section, list, onSelect) {
    this.#section = section;
    this.#list = list;
    this.#onSelect = onSelect;
  }

  show(found) {
    this.#section.hidden = found.length === 0;
    const shown = this.#all ? found : found.slice(0, SHOWN);
    const lines = shown.map((each) => [each.kind, each.name, each.text].join("\n"));
    const rest = found.length - shown.length;
    const focused = [...this.#list.children].indexOf(document.activeElement?.closest("#attention li"));
    const key = `${lines.join("\n\n")}\n${rest}`;
    if (key !== this.#list.syncKey) {
      this.#list.syncKey = key;
      this.#list.replaceChildren(...shown.map((each) => this.#line(each)), ...this.#more(rest, found));
      this.#list.children[focused]?.querySelector("button")?.focus();
    }
  }

  #line({ kind, name, text, weight }) {
    const open = button("", () => this.#onSelect(kind, name), { class: "name" });
    open.append(nameOf(name));
    return element("li", { class: weight > 2 ? "bad" : "warn" },
      element("span", { class: "noun" }, NOUNS[kind]), open, element("span", { class: "why" }, text));
  }

  #more(rest, found) {
    if (rest === 0 && found.length <= SHOWN) {
      return [];
    }
    const text = rest > 0 ? `Show ${rest} more` : "Show fewer";
    return [element("li", { class: "more" }, button(text, () => {
      this.#all = !this.#all;
      this.show(found);
    }))];
  }

}
