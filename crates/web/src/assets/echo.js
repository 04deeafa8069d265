// An amount in words while it is typed. Without it the words stand there once the amount is saved.
"use strict";
for (const told of document.querySelectorAll("output[data-unit]")) {
  const box = document.getElementById(told.getAttribute("for"));
  let timer = 0;
  let last = 0;
  const ask = async () => {
    const asked = ++last;
    let words = "";
    try {
      const body = new URLSearchParams({ amount: box.value, unit: told.dataset.unit });
      const answer = await fetch("/echo", { method: "POST", body });
      if (answer.ok) words = await answer.text();
    } catch {
      // Nothing is said when nobody answers.
    }
    if (asked === last) told.textContent = words;
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
}
