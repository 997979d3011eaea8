/* The page: asks for data, keeps what is chosen, and hands both to the parts that show them. */

import { Actions } from "./actions.js";
import { Api, PAGE_SIZE } from "./api.js";
import { atomicView } from "./atomics.js";
import { Attention, troubles } from "./attention.js";
import { Connection, showAway } from "./connection.js";
import { Detail } from "./detail.js";
import { button, byId, element, setAttribute, setText } from "./dom.js";
import { integer, plural } from "./format.js";
import { History } from "./history.js";
import { listenerView } from "./listeners.js";
import { Poller } from "./poller.js";
import { queueView } from "./queues.js";
import { sharedView } from "./shareds.js";
import { Table } from "./table.js";
import { waitGroupView } from "./wait-groups.js";

/* Kinds that are not looked at are asked for less often. */
const ASIDE_EVERY = 3;

const api = new Api();
const history = new History();
const context = {
  history,
  now: () => api.now,
  open: (kind, name) => open(kind, name),
  writable: (kind) => api.writable(kind),
  perform: (each, item, offer) => actions.perform(each, item, offer)
};
const views = [queueView(context), listenerView(context), waitGroupView(context), atomicView(context), sharedView(context)];
const watched = { queues: [], waitGroups: [], listeners: [] };
const totals = {};
const sorts = {};

let view = views[0];
let selected = null;
let filter = "";
let offset = 0;
let page = null;
let table = null;
let round = 0;

const actions = new Actions(api, () => poller.now());
const detail = new Detail(byId("detail"), actions, () => closeDetail());
const attention = new Attention(byId("attention"), byId("attention-list"), (kind, name) => open(kind, name));
const connection = new Connection(() => poller.now());
const poller = new Poller(refresh, (error, delay) => {
  round = 0;
  setText(byId("live"), poller.paused ? "Resume updates" : "Pause updates");
  connection.bad(error, delay);
});

/* ---- data ---- */

async function refresh() {
  if (api.settings === null || round === 0) {
    await api.loadSettings();
  }
  onlyAvailable();
  const asked = { view, filter, offset, selected };
  const aside = round % ASIDE_EVERY === 0 ? views.filter((each) => api.available(each.kind)).filter((each) => each !== view || filter !== "" || offset > 0) : [];
  const [answer, one, ...others] = await Promise.all([
    api.page(view.kind, filter, offset),
    selected === null ? null : api.primitive(view.kind, selected).catch(unlessAddressed),
    ...aside.map((each) => api.page(each.kind, "", 0, each.kind in watched ? PAGE_SIZE : 1))
  ]);
  if (round === 0) {
    setText(byId("engine"), (await api.overview()).engines.map((each) => each.name).join(", "));
  }
  round++;
  aside.forEach((each, i) => keep(each.kind, others[i], each !== view));
  onlyAvailable();
  if (asked.view === view && asked.filter === filter && asked.offset === offset) {
    page = answer;
    keep(view.kind, answer, true);
    showPage();
    if (asked.selected === selected && selected !== null) {
      showDetail(one);
    }
  }
  connection.good(poller.paused);
  byId("live").disabled = false;
  return answer.items.length;
}

/* Listeners need an endpoint that may be missing, or not be for this user. */
function onlyAvailable() {
  if (!api.available(view.kind)) {
    selected = null;
    choose(views[0]);
    showSelected();
    remember();
  }
}

/* Some names cannot be part of an address; what the page of the table says has to do. */
function unlessAddressed(error) {
  if (error.reason === "absent") {
    return null;
  }
  if (error.reason === "refused") {
    return undefined;
  }
  throw error;
}

function keep(kind, answer, record) {
  totals[kind] = answer.total;
  if (record) {
    history.record(kind, answer.items);
  }
  if (kind in watched && (kind !== view.kind || filter === "" && offset === 0 || !record)) {
    watched[kind] = answer.items;
  }
}

/* ---- what is shown ---- */

function showPage() {
  showTabs();
  attention.show(troubles(watched.queues, watched.waitGroups, watched.listeners));
  showAway(page.items);
  table.show(page.items, selected);
  byId("table").hidden = page.items.length === 0;
  showEmpty();
  const many = page.hasMore || offset > 0;
  byId("pages").hidden = !many;
  byId("previous").disabled = offset === 0;
  byId("next").disabled = !page.hasMore;
  byId("pager").hidden = page.items.length === 0;
  setText(byId("count"), many
    ? `${integer(offset + 1)} to ${integer(offset + page.items.length)} in the order of names, of ${plural(page.total, view.one, view.many)}. Sorting orders these; a name finds the others.`
    : filter === "" ? plural(page.total, view.one, view.many)
      : `${integer(page.items.length)} of ${plural(page.total, view.one, view.many)}`);
}

function showEmpty() {
  const empty = byId("empty");
  empty.hidden = page.items.length > 0;
  const key = `${view.kind} ${filter} ${offset}`;
  if (empty.hidden || empty.syncKey === key) {
    return;
  }
  empty.syncKey = key;
  if (filter !== "") {
    empty.replaceChildren(element("p", {}, `No ${view.one} has a name like `, element("bdi", {}, `“${filter}”`), "."),
      button("Show all", () => setFilter("")));
  }
  else {
    empty.replaceChildren(element("p", {}, element("strong", {}, `No ${view.many} yet`)), element("p", { class: "quiet" }, view.empty));
  }
}

function showDetail(one) {
  const item = one ?? page.items.find((each) => each.name === selected);
  if (item && one !== null) {
    detail.show(view, item);
  }
  else {
    detail.showGone(view);
  }
}

function showTabs() {
  views.forEach((each, i) => {
    const tab = byId("tabs").children[i];
    tab.hidden = !api.available(each.kind);
    setAttribute(tab, "aria-current", each === view ? "page" : null);
    setText(tab.lastElementChild, totals[each.kind] === undefined ? "" : integer(totals[each.kind]));
  });
}

/* ---- what is chosen ---- */

function choose(next) {
  if (next !== view || table === null) {
    view = next;
    page = null;
    table?.stop();
    table = new Table(byId("table"), view.title, view.columns, sorts[view.kind] ?? view.sort, (name) => open(view.kind, name),
      (sort) => {
        sorts[view.kind] = sort;
      });
    byId("table").hidden = true;
    byId("pager").hidden = true;
    byId("empty").hidden = false;
    byId("empty").syncKey = null;
    byId("empty").replaceChildren(element("p", { class: "quiet" }, "Reading…"));
    setText(byId("list-title"), view.title);
    showTabs();
  }
}

function open(kind, name) {
  const next = views.find((each) => each.kind === kind);
  if (next !== view) {
    filter = "";
    offset = 0;
    byId("filter").value = "";
    choose(next);
  }
  selected = name;
  actions.forget();
  showSelected();
  byId("detail-name").focus({ preventScroll: !narrow() });
  remember();
  poller.now();
}

function showSelected() {
  byId("content").classList.toggle("with-detail", selected !== null);
  if (selected === null) {
    detail.close();
  }
  else {
    detail.open(view, selected);
  }
  if (page !== null) {
    table.show(page.items, selected);
  }
}

function closeDetail() {
  const name = selected;
  selected = null;
  showSelected();
  table.focus(name);
  remember();
}

function setFilter(text) {
  filter = text.trim();
  offset = 0;
  if (byId("filter").value.trim() !== filter) {
    byId("filter").value = filter;
  }
  remember();
  poller.now();
}

function turn(pages) {
  offset = Math.max(0, offset + pages * PAGE_SIZE);
  poller.now();
  byId("tabs").scrollIntoView({ block: "nearest" });
}

const narrow = () => window.matchMedia("(max-width: 68rem)").matches;

/* ---- the address: a reload or a link leads to the same place ---- */

function remember() {
  const parts = new URLSearchParams({ kind: view.kind });
  if (filter !== "") {
    parts.set("filter", filter);
  }
  if (selected !== null) {
    parts.set("name", selected);
  }
  window.history.replaceState(null, "", `${window.location.pathname}${window.location.search}#${parts}`);
}

function recall() {
  const parts = new URLSearchParams(window.location.hash.slice(1));
  filter = parts.get("filter") ?? "";
  byId("filter").value = filter;
  selected = parts.get("name");
  choose(views.find((each) => each.kind === parts.get("kind")) ?? views[0]);
  showSelected();
}

/* ---- wiring ---- */

byId("tabs").replaceChildren(...views.map((each) => {
  const tab = button("", () => {
    if (each !== view) {
      filter = "";
      offset = 0;
      selected = null;
      byId("filter").value = "";
      choose(each);
      showSelected();
      remember();
      poller.now();
    }
  }, { "data-kind": each.kind });
  tab.append(each.title, element("span", { class: "total" }));
  return tab;
}));

byId("live").addEventListener("click", () => {
  if (poller.paused) {
    poller.resume();
  }
  else {
    poller.pause();
    connection.paused();
  }
  setText(byId("live"), poller.paused ? "Resume updates" : "Pause updates");
});

let typing = 0;
byId("filter").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => setFilter(byId("filter").value), 250);
});
byId("previous").addEventListener("click", () => turn(-1));
byId("next").addEventListener("click", () => turn(1));
window.addEventListener("hashchange", () => {
  recall();
  poller.now();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && selected !== null && !byId("dialog").open) {
    closeDetail();
  }
  if (event.key === "/" && !/INPUT|TEXTAREA/.test(event.target.tagName)) {
    event.preventDefault();
    byId("filter").focus();
  }
});

recall();
poller.now();
