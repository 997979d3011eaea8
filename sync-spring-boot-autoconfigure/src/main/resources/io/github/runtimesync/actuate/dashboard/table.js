/* A table that sorts by any column and is shown anew again and again without losing focus. */

import { button, element, nameOf, setAttribute, setText } from "./dom.js";

const collator = new Intl.Collator("en", { numeric: true });

/*
 * A column has a title, a class, the value it sorts by and a function that fills a new cell
 * and returns the function that updates it. Rows out of sight are not updated.
 */
export class Table {

  #columns;
  #sort;
  #onSelect;
  #onSort;
  #rows = new Map();
  #visible = new Set();
  #body = element("tbody");
  #heads = [];
  #items = [];
  #watch;

  constructor(host, caption, columns, sort, onSelect, onSort) {
    this.#columns = columns;
    this.#sort = sort;
    this.#onSelect = onSelect;
    this.#onSort = onSort;
    this.#watch = new IntersectionObserver((changes) => this.#seen(changes), { rootMargin: "200px" });
    const head = element("tr");
    for (const column of columns) {
      const sorter = button(column.title, () => this.#sortBy(column), { class: "sorter" });
      sorter.append(element("span", { class: "arrow", "aria-hidden": "true" }));
      const cell = element("th", { scope: "col", class: column.kind, title: column.hint }, sorter);
      this.#heads.push(cell);
      head.append(cell);
    }
    host.replaceChildren(element("table", {},
      element("caption", { class: "hidden" }, caption), element("thead", {}, head), this.#body));
    this.#showSort();
  }

  show(items, selected) {
    this.#items = items;
    const names = new Set(items.map((item) => item.name));
    for (const [name, row] of this.#rows) {
      if (!names.has(name)) {
        this.#watch.unobserve(row.element);
        this.#visible.delete(row);
        row.element.remove();
        this.#rows.delete(name);
      }
    }
    for (const item of items) {
      const row = this.#rows.get(item.name) ?? this.#newRow(item);
      row.item = item;
      setAttribute(row.element, "class", item.name === selected ? "selected" : null);
      setAttribute(row.name, "aria-pressed", String(item.name === selected));
    }
    // Rows do not jump away from under a pointer or the focus.
    this.#order(this.#body.matches(":hover, :focus-within"));
    this.#visible.forEach(update);
  }

  focus(name) {
    this.#rows.get(name)?.name.focus();
  }

  stop() {
    this.#watch.disconnect();
  }

  #newRow(item) {
    const row = { element: element("tr"), item, updates: [] };
    row.name = button("", () => this.#onSelect(item.name), { class: "name" });
    row.name.append(nameOf(item.name));
    for (const column of this.#columns) {
      const cell = element("td", { class: column.kind });
      row.element.append(cell);
      if (column.fill) {
        row.updates.push(column.fill(cell));
      }
      else if (column.text) {
        row.updates.push((each) => setText(cell, column.text(each)));
      }
      else {
        cell.append(row.name);
        cell.title = item.name;
      }
    }
    row.element.addEventListener("click", (event) => {
      if (!event.target.closest("button")) {
        this.#onSelect(item.name);
      }
    });
    row.element.syncRow = row;
    this.#rows.set(item.name, row);
    this.#watch.observe(row.element);
    return row;
  }

  #seen(changes) {
    for (const { target, isIntersecting } of changes) {
      const row = target.syncRow;
      if (isIntersecting) {
        this.#visible.add(row);
        update(row);
      }
      else {
        this.#visible.delete(row);
      }
    }
  }

  #sortBy(column) {
    const descending = this.#sort.title === column.title ? !this.#sort.descending : column.descending === true;
    this.#sort = { title: column.title, descending };
    this.#onSort(this.#sort);
    this.#showSort();
    this.#order(false);
  }

  #showSort() {
    this.#columns.forEach((column, i) => {
      const sorted = column.title === this.#sort.title;
      setAttribute(this.#heads[i], "aria-sort", sorted ? (this.#sort.descending ? "descending" : "ascending") : null);
    });
  }

  #order(keep) {
    const items = [...this.#items];
    if (keep) {
      const places = new Map([...this.#body.children].map((child, i) => [child.syncRow.item.name, i]));
      items.sort((one, other) => (places.get(one.name) ?? Infinity) - (places.get(other.name) ?? Infinity) || 0);
    }
    else {
      const column = this.#columns.find((each) => each.title === this.#sort.title) ?? this.#columns[0];
      items.sort(comparator(column, this.#sort.descending));
    }
    let next = this.#body.firstElementChild;
    for (const item of items) {
      const row = this.#rows.get(item.name).element;
      if (row === next) {
        next = next.nextElementSibling;
      }
      else {
        this.#body.insertBefore(row, next);
      }
    }
  }

}

function update(row) {
  row.updates.forEach((each) => each(row.item));
}

/* What has no value comes last in both directions; equals are in the order of their names. */
function comparator(column, descending) {
  return (one, other) => {
    const [a, b] = [column.value(one), column.value(other)];
    if (a === null || b === null) {
      return (a === null) - (b === null) || collator.compare(one.name, other.name);
    }
    const order = typeof a === "string" ? collator.compare(a, b) : a - b;
    return (descending ? -order : order) || collator.compare(one.name, other.name);
  };
}
