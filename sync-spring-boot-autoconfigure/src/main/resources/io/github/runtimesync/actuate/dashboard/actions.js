/* The buttons that change something, and the question before they do. */

import { button, byId, element, nameOf, setAttribute, setText } from "./dom.js";
import { integer, plural } from "./format.js";

export class Actions {

  #api;
  #onDone;
  #busy = new Set();
  #outcomes = new Map();
  #lost = null;

  constructor(api, onDone) {
    this.#api = api;
    this.#onDone = onDone;
  }

  show(host, view, item, offered) {
    const actions = this.#api.writable(view.kind) ? offered : [];
    const key = `${view.kind}\n${item.name}`;
    const outcome = this.#outcomes.get(key);
    const shape = JSON.stringify([key, actions.map((each) => each.action), this.#busy.has(key), outcome?.text]);
    if (host.syncShape !== shape || host.childElementCount === 0) {
      host.syncShape = shape;
      const focused = this.#focused(host, key);
      host.replaceChildren(...actions.map((each) => this.#button(view, item, each, this.#busy.has(key))), outcomeLine(outcome));
      this.#focus(host, focused);
    }
    host.syncItem = item;
    host.hidden = actions.length === 0 && !outcome;
  }

  /* Which button has the focus, or had it before it was disabled for the time of its change. */
  #focused(host, key) {
    const active = document.activeElement;
    if (host.contains(active) && active.dataset.action) {
      return { key, action: active.dataset.action };
    }
    return active === document.body && this.#lost?.key === key ? this.#lost : null;
  }

  #focus(host, focused) {
    const buttons = [...host.querySelectorAll("button:not(:disabled)")];
    const next = focused && (buttons.find((each) => each.dataset.action === focused.action) ?? buttons[0]);
    next?.focus();
    this.#lost = next ? null : focused;
  }

  #button(view, item, offer, busy) {
    const made = button(busy ? `${offer.busy}…` : offer.text, () => {
      const { syncItem } = made.parentElement;
      this.perform(view, syncItem, view.detail().actions(syncItem).find((each) => each.action === offer.action) ?? offer);
    }, { class: offer.tone, "data-action": offer.action });
    made.disabled = busy;
    return made;
  }

  /* Asks, if it has to be asked, and does it. */
  async perform(view, item, offer) {
    if (!offer.confirm || await confirm(offer, view, item)) {
      this.#run(view, item.name, offer);
    }
  }

  async #run(view, name, offer) {
    const key = `${view.kind}\n${name}`;
    this.#busy.add(key);
    this.#outcomes.delete(key);
    this.#onDone(false);
    try {
      const answer = await this.#api.act(view.kind, name, offer.body ?? { action: offer.action });
      this.#outcomes.set(key, { text: said(offer, answer), tone: "good" });
    }
    catch (error) {
      this.#outcomes.set(key, { text: `${offer.text} did not work: ${explain(error)}`, tone: "bad" });
    }
    this.#busy.delete(key);
    this.#onDone(true);
  }

  forget() {
    this.#outcomes.clear();
  }

}

function outcomeLine(outcome) {
  return element("p", { class: `outcome ${outcome?.tone ?? ""}`, role: "status" }, outcome?.text ?? "");
}

function said(offer, answer) {
  if (typeof answer?.moved === "number") {
    return `${plural(answer.moved, "dead letter")} moved back, ${integer(answer.remaining)} left.`;
  }
  if (typeof answer?.dropped === "number") {
    return `${plural(answer.dropped, "item")} dropped.`;
  }
  return answer?.changed === false ? "Nothing to change: it was so already." : offer.done;
}

function explain(error) {
  if (error.reason === "forbidden") {
    return `you are not allowed to (403). ${error.message}`;
  }
  if (error.reason === "signedOut") {
    return "you are no longer signed in. Reload the page.";
  }
  return error.status > 0 ? `${error.message} (${error.status})` : error.message;
}

/* Asks before something that cannot be undone, or that stops others. The dialog names what it is about. */
function confirm(offer, view, item) {
  const dialog = byId("dialog");
  const title = byId("dialog-title");
  title.replaceChildren(`${offer.question ?? `${offer.text} ${view.one}`} `, nameOf(item.name), "?");
  setText(byId("dialog-text"), offer.confirm);
  setText(byId("dialog-confirm"), offer.question ? offer.text : `${offer.text} ${view.one}`);
  setAttribute(byId("dialog-confirm"), "class", offer.tone ?? "primary");
  const opener = document.activeElement;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    byId("dialog-confirm").onclick = () => dialog.close("yes");
    byId("dialog-cancel").onclick = () => dialog.close("");
    dialog.onclose = () => {
      opener?.focus();
      resolve(dialog.returnValue === "yes");
    };
  });
}
