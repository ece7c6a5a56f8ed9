// The query box: catalogued queries with their parameters, and results as a table.
"use strict";

const form = document.querySelector("#sparql form");
const list = document.getElementById("catalogue");
const about = document.getElementById("about");
const parameters = document.getElementById("parameters");
const query = document.getElementById("query");
const state = document.getElementById("state");
const table = document.getElementById("table");
const csv = document.getElementById("csv");
let chosen = null; // the catalogued query whose text stands in the box

list.hidden = false;

function element(name, text, properties) {
  const made = Object.assign(document.createElement(name), properties || {});
  if (text) made.textContent = text;
  return made;
}

function tell(text, isBad) {
  state.textContent = text;
  state.className = isBad ? "bad" : "";
}

function field(name, parameter) {
  const box = element("div");
  const id = "parameter-" + name;
  box.append(element("label", name.replaceAll("_", " "), { htmlFor: id }));
  box.append(element("input", "", { id, name, placeholder: parameter.default || "any", type: parameter.kind === "date" ? "date" : "text" }));
  box.append(element("small", parameter.description));
  return box;
}

function address(format) {
  const asked = new URLSearchParams();
  const isUnchanged = chosen && query.value === chosen.text;
  if (isUnchanged) {
    for (const input of parameters.querySelectorAll("input")) if (input.value) asked.set(input.name, input.value.trim());
  } else {
    asked.set("query", query.value);
  }
  asked.set("format", format);
  return (isUnchanged ? chosen.results : "/sparql") + "?" + asked;
}

function cell(value) {
  const made = element("td");
  if (!value) return made;
  if (value.type === "uri" && /^https?:\/\//.test(value.value)) {
    const short = value.value.replace(/^.*[/#](?=[^/#]+$)/, "");
    made.append(element("a", short, { href: "/resource?iri=" + encodeURIComponent(value.value), title: value.value }));
  } else {
    made.textContent = value.value;
  }
  return made;
}

function show(results) {
  table.replaceChildren();
  table.hidden = false;
  if ("boolean" in results) {
    table.append(element("p", results.boolean ? "Yes" : "No"));
    return tell("");
  }
  const head = element("tr");
  for (const name of results.head.vars) head.append(element("th", name, { scope: "col" }));
  const body = element("tbody");
  for (const row of results.results.bindings) {
    const line = element("tr");
    for (const name of results.head.vars) line.append(cell(row[name]));
    body.append(line);
  }
  const made = element("table");
  made.append(element("thead"), body);
  made.tHead.append(head);
  table.append(made);
  const count = results.results.bindings.length;
  tell(count === 1 ? "1 row" : count + " rows");
}

function showText(text) {
  table.replaceChildren(element("pre", text));
  table.hidden = false;
  tell("");
}

function complain(problem) {
  table.hidden = true;
  const place = problem.line ? " (line " + problem.line + ", column " + problem.column + ")" : "";
  tell(problem.title + place + ": " + (problem.detail || ""), true);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  tell("Running…");
  csv.hidden = true;
  try {
    const graph = /^\s*(?:PREFIX[^>]*>\s*|#[^\n]*\n\s*|BASE[^>]*>\s*)*(?:CONSTRUCT|DESCRIBE)/i.test(query.value);
    const answer = await fetch(address(graph ? "turtle" : "json"));
    if (!answer.ok) return complain(await answer.json());
    if (graph) return showText(await answer.text());
    show(await answer.json());
    csv.href = address("csv");
    csv.hidden = false;
  } catch (error) {
    tell("The service did not answer: " + error.message, true);
  }
});

async function choose() {
  parameters.replaceChildren();
  about.hidden = true;
  chosen = null;
  if (!list.value) return;
  const answer = await fetch("/api/v1/queries/" + encodeURIComponent(list.value));
  if (!answer.ok) return complain(await answer.json());
  chosen = await answer.json();
  chosen.text = chosen.query.replace(/^(#\+.*\n)+/, "");
  query.value = chosen.text;
  about.textContent = chosen.description;
  about.hidden = false;
  for (const [name, parameter] of Object.entries(chosen.parameters)) parameters.append(field(name, parameter));
}

list.addEventListener("change", choose);

// An address such as /?ask=force-reports&force=PRK runs that query at once.
async function askAsAddressed() {
  const wanted = new URLSearchParams(location.search);
  list.value = wanted.get("ask") || "";
  if (!list.value) return;
  await choose();
  for (const input of parameters.querySelectorAll("input")) input.value = wanted.get(input.name) || "";
  form.requestSubmit();
}

askAsAddressed();
