/* Shared variables: the columns of their table, and one in detail. */

import { element, setAttribute, setText } from "./dom.js";
import { facts } from "./detail.js";
import { age, dateAndTime, instant, integer } from "./format.js";

const MASK = "******";

export function sharedView({ now }) {
  const changed = (item) => instant(item.changed);
  const ago = (item) => (changed(item) === null ? null : now() - changed(item));

  return {
    kind: "shareds",
    title: "Shared variables",
    one: "shared variable",
    many: "shared variables",
    sort: { title: "Name", descending: false },
    empty: "A shared variable shows up here as soon as the application asks for one: registry.shared(\"mode\", \"fast\")",
    columns: [
      { title: "Name", kind: "name", value: (item) => item.name },
      { title: "Value", kind: "value", value: textOf, fill: fillValue },
      { title: "Type", kind: "type wide", value: (item) => item.type ?? null, text: (item) => shortType(item.type), hint: "Its declared type" },
      { title: "Version", kind: "number mid", value: (item) => item.version, descending: true, text: (item) => integer(item.version), hint: "How often it was changed" },
      { title: "Changed", kind: "number age", value: ago, text: (item) => `${age(ago(item))} ago`, hint: "When it was changed last" }
    ],
    detail: () => detail(ago)
  };
}

function textOf(item) {
  return item.value === null || item.value === undefined ? "null" : String(item.value);
}

function fillValue(cell) {
  const value = element("bdi");
  cell.append(value);
  return (item) => {
    const masked = item.value === MASK;
    setText(value, masked ? "masked" : textOf(item));
    setAttribute(value, "class", masked ? "masked" : null);
    setAttribute(cell, "title", masked ? null : textOf(item));
  };
}

function shortType(type) {
  return type ? type.replaceAll(/[a-z][\w]*\./g, "") : "–";
}

function detail(ago) {
  const value = element("pre", { class: "value", dir: "auto", tabindex: "0" });
  const masked = element("p", { class: "quiet" }, "The value is masked. Who may see it is decided by ",
    element("code", {}, "management.endpoint.sync.show-values"), ".");
  const list = facts();
  return {
    parts: [element("h3", {}, "Value"), value, masked, list.element],
    actions: () => [],
    troubles: () => [],
    show(item) {
      value.hidden = item.value === MASK;
      masked.hidden = item.value !== MASK;
      setText(value, textOf(item));
      list.show([
        ["Type", item.type ?? "not declared"],
        ["Version", integer(item.version)],
        ["Changed", `${age(ago(item))} ago, ${dateAndTime(item.changed)}`],
        ["Created", `${dateAndTime(item.created)}, ${item.engine}`]
      ]);
    }
  };
}
