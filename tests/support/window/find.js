// What a role is called in HTML, for the roles that journeys look for.
const tags = {
  button: "button, [role=button], input[type=button], input[type=submit]",
  link: "a[href], [role=link]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  textbox: "input:not([type]), input[type=text], input[type=email], input[type=password], input[type=search], input[type=tel], input[type=url], textarea, [role=textbox], [role=searchbox]",
  combobox: "select, [role=combobox], input[aria-haspopup=listbox]",
  checkbox: "input[type=checkbox], [role=checkbox]",
  radio: "input[type=radio], [role=radio]",
  row: "tr, [role=row]",
  cell: "td, [role=cell], [role=gridcell]",
  columnheader: "th, [role=columnheader]",
  table: "table, [role=table], [role=grid]",
  dialog: "dialog, [role=dialog], [role=alertdialog]",
  navigation: "nav, [role=navigation]",
  main: "main, [role=main]",
};
const clean = (text) => (text ?? "").replace(/[\s\u00a0]+/g, " ").trim();
const visible = (element) => {
  const box = element.getBoundingClientRect();
  // Radios and checkboxes are often drawn by their label, with the input itself made tiny.
  const drawnElsewhere = element.matches("input[type=radio], input[type=checkbox]");
  return (drawnElsewhere || (box.width > 0 && box.height > 0)) && getComputedStyle(element).visibility !== "hidden";
};
const nameOf = (element) => {
  const referred = element.getAttribute("aria-labelledby");
  if (referred) return clean(referred.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
  if (element.getAttribute("aria-label")) return clean(element.getAttribute("aria-label"));
  if (element.labels?.length) return clean([...element.labels].map(heardText).join(" "));
  // The hint of a key in a button is drawn and not said.
  const unsaid = [...element.querySelectorAll("[aria-hidden=true]")].some((hidden) => clean(hidden.textContent));
  return clean((unsaid ? heardText(element) : element.innerText) || element.textContent || element.value || element.title || element.placeholder);
};
// The star of a required field, too, is drawn into its label but hidden from those who listen.
const heardText = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("[aria-hidden=true]").forEach((hidden) => hidden.remove());
  return copy.textContent;
};
const find = (role, name) =>
  [...document.querySelectorAll(tags[role] ?? `[role=${role}]`)].find((element) => visible(element) && nameOf(element) === clean(name)) ?? null;
const findById = (id) => [...document.querySelectorAll(`[data-testid=${CSS.escape(id)}]`)].find(visible) ?? null;
