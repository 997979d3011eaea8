/* The dead letters of a listener, the oldest first. */

import { button, element, setAttribute, setText } from "./dom.js";
import { dateAndTime, plural } from "./format.js";

const MASK = "******";

export function deadLetterList(view, { writable, perform }) {
  const note = element("p", { class: "quiet" });
  const list = element("ul", { class: "threads letters" });
  const entries = new Map();
  let item = null;

  function entryOf(letter) {
    const replay = button("Replay", () => perform(view, item, {
      action: "replay-one", text: "Replay", busy: "Replaying", done: "Replayed.", question: "Replay one dead letter of",
      confirm: `It goes back to its queue as a fresh item. It failed with ${letter.cause}.`,
      body: { action: "replay", deadLetter: letter.id }
    }), { "data-letter": letter.id });
    const value = letter.item === MASK ? element("span", { class: "masked" }, "masked")
      : element("bdi", { class: "thread" }, letter.item === undefined ? "null" : String(letter.item));
    const made = element("li", {},
      element("div", {},
        element("p", {}, value),
        element("p", {}, element("bdi", { class: "cause", title: letter.cause }, shortName(letter.cause)),
          letter.message ? element("bdi", {}, `: ${letter.message}`) : null),
        element("p", { class: "quiet" }, `${plural(letter.attempts, "attempt")}, the last ${dateAndTime(letter.lastFailure)}`)),
      replay);
    made.syncReplay = replay;
    return made;
  }

  return {
    element: element("section", {}, element("h3", {}, "Dead letters"), note, list),
    show(next) {
      item = next;
      setText(note, noteOf(item.letters));
      note.hidden = note.textContent === "";
      if (item.letters.problem) {
        return;
      }
      const letters = item.letters.items;
      const ids = new Set(letters.map((letter) => letter.id));
      for (const [id, entry] of entries) {
        if (!ids.has(id)) {
          entry.remove();
          entries.delete(id);
        }
      }
      for (const letter of letters) {
        if (!entries.has(letter.id)) {
          entries.set(letter.id, entryOf(letter));
          list.append(entries.get(letter.id));
        }
        setAttribute(entries.get(letter.id).syncReplay, "hidden", !writable(view.kind) || !letter.replayable);
      }
    }
  };
}

function noteOf({ problem, items, hasMore }) {
  if (problem) {
    return `They could not be read: ${problem}`;
  }
  return items.length === 0 ? "None of this listener." : hasMore ? `The ${items.length} oldest.` : "";
}

function shortName(type) {
  return type.slice(type.lastIndexOf(".") + 1);
}
