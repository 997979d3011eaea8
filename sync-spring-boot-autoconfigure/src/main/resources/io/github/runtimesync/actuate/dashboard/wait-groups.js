/* Wait groups: the columns of their table, and one in detail: who holds it open and who waits. */

import { element, setAttribute, setText } from "./dom.js";
import { blockedList, facts, holderList } from "./detail.js";
import { age, dateAndTime, integer, millis, plural } from "./format.js";
import { plot, sparkline } from "./plot.js";
import { isStuck, waitGroupTroubles } from "./attention.js";

export function waitGroupView({ history }) {
  const points = (name) => history.samples("waitGroups", name).map(({ at, count }) => ({ at, value: count }));
  const roundAge = (item) => millis(item.roundAge);

  return {
    kind: "waitGroups",
    title: "Wait groups",
    one: "wait group",
    many: "wait groups",
    sort: { title: "Open for", descending: true },
    empty: "A wait group shows up here as soon as the application asks for one: registry.waitGroup(\"tasks\")",
    columns: [
      { title: "Name", kind: "name", value: (item) => item.name },
      { title: "State", kind: "state mid", value: (item) => stateOf(item).rank, descending: true, fill: fillState },
      { title: "Count", kind: "number", value: (item) => item.count, descending: true, text: (item) => integer(item.count), hint: "Tasks that are not done" },
      { title: "Last 2 min", kind: "trend wide", value: (item) => item.count, descending: true, fill: (cell) => fillTrend(cell, points) },
      { title: "Waiters", kind: "number mid", value: (item) => item.waiters, descending: true, text: (item) => integer(item.waiters), hint: "Callers that wait for zero" },
      { title: "Open for", kind: "number age", value: roundAge, descending: true, text: (item) => age(roundAge(item)), hint: "Age of the round: how long the count has been above zero" }
    ],
    detail: () => detail(history, points)
  };
}

function stateOf(item) {
  if (item.count === 0) {
    return { text: "At zero", tone: "quiet", rank: 0 };
  }
  return isStuck(item) ? { text: "Open for long", tone: "bad", rank: 2 } : { text: "Open", tone: "good", rank: 1 };
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

function fillTrend(cell, points) {
  const trend = sparkline();
  cell.append(trend.picture);
  return (item) => trend.draw(points(item.name), 0);
}

function detail(history, points) {
  const count = plot("Count");
  const list = facts();
  const holders = holderList();
  const waiters = blockedList("Who waits", "Nobody waits for zero.");
  const advice = element("div", { class: "advice" });
  return {
    parts: [element("h3", {}, "Count"), count.picture, list.element, holders.element, waiters.element, advice],
    actions: () => [],
    troubles: waitGroupTroubles,
    show(item) {
      count.draw([{ points: points(item.name), filled: true, name: "size", label: "count" }]);
      const still = history.unchanged("waitGroups", item.name, "count");
      list.show([
        ["Not done", plural(item.count, "task")],
        ["Wait for zero", plural(item.waiters, "caller")],
        ["Round open for", age(millis(item.roundAge))],
        ["Count unchanged for", still > 0 ? `${age(still)} or longer` : age(null)],
        ["Created", `${dateAndTime(item.created)}, ${item.engine}`]
      ]);
      holders.show(item);
      waiters.show(item);
      showAdvice(advice, item, holders.known);
    }
  };
}

function showAdvice(advice, item, holdersKnown) {
  advice.hidden = item.count === 0;
  const key = `${item.name} ${holdersKnown}`;
  if (item.count === 0 || advice.dataset.key === key) {
    return;
  }
  advice.dataset.key = key;
  const step = (...parts) => element("li", {}, ...parts);
  const code = (text) => element("code", {}, text);
  advice.replaceChildren(
    element("h3", {}, "If it never reaches zero"),
    element("p", {}, "A count that stays above zero while no task runs means that an add was not followed by its done: "
      + "the task threw before it, was refused by its executor, or returned early."),
    element("ol", {},
      holdersKnown
        ? step("Compare the places above. A ", code("go()"), " with more added than done has tasks that still run. A ", code("done()"),
          " that was reached less often than its work was started is where to look: a path around it returns early or throws.")
        : step("See where each add came from: set ", code("sync.diagnostics.capture-call-sites=true"), ", restart, and come back here."),
      step("In the code that uses ", code(`waitGroup("${item.name}")`), ", put ", code("done()"), " into a ", code("finally"),
        " block, or use ", code("go(executor, task)"), ", which cannot forget it."),
      step("To release those who wait without a restart, remove the wait group (", code("DELETE"),
        " on the sync endpoint): they get a ", code("SyncClosedException"), ".")));
}
