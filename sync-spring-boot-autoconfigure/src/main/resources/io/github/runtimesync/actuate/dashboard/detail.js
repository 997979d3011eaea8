/* One primitive in full, beside the table; and the parts that the details of several kinds share. */

import { button, element, nameOf, setAttribute, setText } from "./dom.js";
import { age, integer, millis, plural } from "./format.js";

export class Detail {

  #host;
  #actions;
  #onClose;
  #key = null;
  #content = null;
  #notes = element("ul", { class: "notes" });
  #gone = element("p", { class: "banner", hidden: true });
  #buttons = element("div", { class: "buttons" });

  constructor(host, actions, onClose) {
    this.#host = host;
    this.#actions = actions;
    this.#onClose = onClose;
  }

  /* Opens the frame at once; show fills it when the data are there. */
  open(view, name) {
    const key = `${view.kind}\n${name}`;
    if (this.#key === key) {
      return;
    }
    this.#key = key;
    this.#content = view.detail();
    this.#buttons.replaceChildren();
    this.#notes.replaceChildren();
    this.#gone.hidden = true;
    const head = element("div", { class: "detail-head" },
      element("div", {},
        element("p", { class: "noun" }, view.one),
        element("h2", { id: "detail-name", tabindex: "-1" }, nameOf(name))),
      button("Close", () => this.#onClose(), { class: "close", "aria-label": "Close details" }));
    this.#host.replaceChildren(head, this.#gone, this.#notes, this.#buttons, ...this.#content.parts);
    this.#host.hidden = false;
    this.#host.scrollTop = 0;
  }

  show(view, item) {
    this.#gone.hidden = true;
    this.#content.show(item);
    const old = item.stale ? ["This is its last known state: the engine gets no answer"] : [];
    const found = [...old, ...this.#content.troubles(item).map((each) => each.text)];
    if (this.#notes.textContent !== found.join("")) {
      this.#notes.replaceChildren(...found.map((text) => element("li", {}, text)));
    }
    this.#actions.show(this.#buttons, view, item, this.#content.actions(item));
  }

  showGone(view) {
    this.#gone.hidden = false;
    setText(this.#gone, `This ${view.one} is no longer there. What you see is its last state.`);
    this.#buttons.replaceChildren();
  }

  close() {
    this.#key = null;
    this.#host.hidden = true;
    this.#host.replaceChildren();
  }

}

/* A list of names and values. */
export function facts() {
  const list = element("dl", { class: "facts" });
  const values = new Map();
  return {
    element: list,
    show(entries) {
      for (const [name, value] of entries) {
        if (!values.has(name)) {
          values.set(name, element("dd", { dir: "auto" }));
          list.append(element("div", {}, element("dt", {}, name), values.get(name)));
        }
        setText(values.get(name), value);
      }
    }
  };
}

/* The threads that wait on a primitive, and from where if call sites are captured. */
export function blockedList(title, nobody) {
  const note = element("p", { class: "quiet" });
  const list = element("ul", { class: "threads" });
  const section = element("section", {}, element("h3", {}, title), note, list);
  return {
    element: section,
    show(item) {
      const waiting = (item.blockedPutters ?? 0) + (item.blockedGetters ?? 0) + (item.waiters ?? 0);
      const { entries, total } = blockedOf(item);
      const hidden = total - entries.length;
      setText(note, entries.length > 0
        ? (hidden > 0 ? `The ${entries.length} that have waited longest, of ${integer(total)}.` : "")
        : waiting > 0 ? `${plural(waiting, "caller waits", "callers wait")}; the server does not say which.` : nobody);
      note.hidden = note.textContent === "";
      showEntries(list, entries.map((each) => ({
        head: each.thread,
        side: [each.call, each.since === null ? "" : `for ${age(each.since)}`].filter((part) => part).join(" "),
        frames: each.frames
      })));
    }
  };
}

/* A server that does not tell who waits leaves this out. */
function blockedOf(item) {
  const shown = item.blocked?.shown ?? [];
  const entries = shown.map(({ thread, call, waited, callSite }) => ({
    thread: thread ?? "A future",
    call,
    since: millis(waited),
    frames: callSite ?? []
  }));
  return { entries, total: item.blocked?.total ?? 0 };
}

/* Where the adds and dones of the present round came from. */
export function holderList() {
  const note = element("p", { class: "quiet" });
  const list = element("ul", { class: "threads" });
  const made = {
    element: element("section", {}, element("h3", {}, "Who holds it open"), note, list),
    known: false,
    show(item) {
      const sites = sitesOf(item);
      made.known = sites.length > 0;
      setText(note, item.count === 0 ? "Nobody: the count is zero."
        : sites.length > 0 ? `${sumOf(item.callSites)} in this round. Where they came from:`
          : `${plural(item.count, "task is", "tasks are")} not done. Where they were added is not captured.`);
      showEntries(list, sites);
    }
  };
  return made;
}

function sumOf(sites) {
  const sum = (count) => integer(sites.reduce((all, site) => all + count(site), 0));
  return `${sum((site) => site.added)} added, ${sum((site) => site.done)} done`;
}

/* Those with more adds than dones first. */
function sitesOf(item) {
  const open = (site) => site.added - site.done;
  return [...item.callSites ?? []].sort((one, other) => open(other) - open(one)).map(({ call, added, done, callSite }) => ({
    head: call === "other" ? "Other places" : `${call}()`,
    side: `${integer(added)} added, ${integer(done)} done`,
    frames: callSite ?? []
  }));
}

/* Keeps what stays, so that an opened call site is not closed by the next update. */
function showEntries(list, entries) {
  while (list.children.length > entries.length) {
    list.lastElementChild.remove();
  }
  while (list.children.length < entries.length) {
    list.append(element("li", {}, element("bdi", { class: "thread" }), element("span", { class: "quiet" }), element("ol", { class: "frames" })));
  }
  entries.forEach((entry, i) => {
    const [head, side, frames] = list.children[i].children;
    setText(head, entry.head);
    setText(side, entry.side);
    setAttribute(frames, "hidden", entry.frames.length === 0);
    const text = entry.frames.join("\n");
    if (frames.syncText !== text) {
      frames.syncText = text;
      frames.replaceChildren(...entry.frames.map((frame) => element("li", {}, frame)));
    }
  });
}
