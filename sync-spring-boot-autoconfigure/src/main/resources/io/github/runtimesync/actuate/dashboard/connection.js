/* Says in plain words how the page and the server get on. */

import { button, byId, element, setAttribute, setText } from "./dom.js";
import { age, clock } from "./format.js";

export class Connection {

  #onRetry;
  #lostSince = null;
  #nextTry = 0;
  #timer = 0;
  #lastGood = null;

  constructor(onRetry) {
    this.#onRetry = onRetry;
  }

  good(paused) {
    this.#lostSince = null;
    this.#lastGood = Date.now();
    clearInterval(this.#timer);
    byId("banner").hidden = true;
    byId("banner").syncReason = null;
    this.#state(paused ? "Updates paused" : "Live", paused ? "paused" : "up");
    setText(byId("updated"), clock(this.#lastGood));
  }

  paused() {
    if (this.#lostSince === null) {
      this.#state("Updates paused", "paused");
    }
  }

  bad(error, delay) {
    this.#lostSince ??= Date.now();
    this.#nextTry = Date.now() + delay;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#count(), 1_000);
    this.#state(STATES[error.reason] ?? "Not connected", "down");
    const banner = byId("banner");
    const reason = `${error.reason}${error.message}`;
    if (banner.syncReason !== reason) {
      banner.syncReason = reason;
      setAttribute(banner, "class", `banner ${error.reason === "absent" ? "" : "bad"}`);
      banner.replaceChildren(...this.#explain(error));
      banner.hidden = false;
    }
    this.#count();
  }

  #state(text, kind) {
    setText(byId("connection"), text);
    setAttribute(byId("connection"), "class", `connection ${kind}`);
  }

  /* The seconds run outside the alert, or a screen reader would read them out. */
  #count() {
    const since = byId("since");
    if (since) {
      const rest = Math.ceil((this.#nextTry - Date.now()) / 1000);
      setText(since, `Since ${clock(this.#lostSince)}, ${age(Math.floor((Date.now() - this.#lostSince) / 1000) * 1000).replace(".0", "")}. `
        + (rest > 0 ? `Next try in ${rest} s.` : "Trying now."));
    }
  }

  #explain(error) {
    const code = (text) => element("code", {}, text);
    const since = element("p", { class: "quiet", id: "since", "aria-live": "off" });
    const retry = button("Try now", this.#onRetry);
    const reload = button("Reload the page", () => window.location.reload());
    const last = this.#lastGood === null ? "" : ` What you see is its state at ${clock(this.#lastGood)}.`;
    switch (error.reason) {
      case "signedOut":
        return [element("p", {}, element("strong", {}, "You are not signed in, or no longer. "),
          "The server asks for a sign-in (401) before it shows anything."), since, reload];
      case "forbidden":
        return [element("p", {}, element("strong", {}, "You are not allowed to see this. "),
          "You are signed in, but your account may not read the sync endpoint (403)."), since, reload];
      case "absent":
        return [element("p", {}, element("strong", {}, "The sync endpoint is not exposed, "),
          "so this page has nothing to show. Expose it beside the dashboard and restart the application:"),
        element("pre", { tabindex: "0" }, "management.endpoints.web.exposure.include=sync,syncdashboard"),
        element("p", { class: "quiet" }, "If it is exposed, look whether ", code("management.endpoint.sync.access"), " is ", code("none"), "."), since, retry];
      default:
        return [element("p", {}, element("strong", {}, "The connection is lost. "),
          `${error.message}${error.status > 0 ? ` (${error.status})` : ""}.${last} The page goes on by itself when the server is back.`), since, retry];
    }
  }

}

/* Engines may keep primitives elsewhere, and then not reach them. */
export function showAway(items) {
  const away = [...new Set(items.filter((item) => item.stale).map((item) => item.engine))];
  const banner = byId("away");
  setText(banner, away.length === 0 ? "" : `The engine ${away.join(" and ")} gets no answer from its store. Its primitives are shown as they were seen last.`);
  banner.hidden = away.length === 0;
}

const STATES = { signedOut: "Not signed in", forbidden: "Not allowed", absent: "Nothing to show", lost: "Connection lost" };
