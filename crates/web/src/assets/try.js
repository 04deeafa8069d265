// The page of the API: sends what a form says and shows the answer.
"use strict";
for (const form of document.querySelectorAll("form[data-path]")) {
  const button = form.querySelector("button");
  const told = form.querySelector("output");
  button.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    const query = new URLSearchParams();
    for (const choice of form.querySelectorAll("select")) if (choice.value) query.set(choice.name, choice.value);
    const request = { method: form.dataset.method };
    const body = form.querySelector("textarea");
    if (body) Object.assign(request, { body: body.value, headers: { "Content-Type": "application/json" } });
    told.hidden = false;
    told.replaceChildren();
    const line = document.createElement("p");
    const text = document.createElement("pre");
    text.className = "shown";
    text.tabIndex = 0;
    try {
      const answer = await fetch(`${form.dataset.path}?${query}`, request);
      line.textContent = `${answer.status} ${answer.statusText} – ${answer.headers.get("Content-Type")}`;
      const words = await answer.text();
      text.textContent = words.startsWith("{") ? JSON.stringify(JSON.parse(words), null, 2) : words;
      told.append(line, text);
    } catch {
      line.textContent = told.dataset.unreachable;
      told.append(line);
    }
  });
}
