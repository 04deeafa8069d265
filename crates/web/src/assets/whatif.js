// What if: shows the sliders and lets the table follow them. Without it the form works by its button.
"use strict";
(() => {
  const form = document.querySelector("form[data-live]");
  if (!form) return;
  const offline = form.querySelector(".offline");
  const places = ["sum", "moved"].map((id) => document.getElementById(id));
  let asking = false;
  let again = false;
  let timer = 0;
  // A box that nobody has touched is not sent, and may follow another.
  const boxes = [...form.querySelectorAll("input[data-base]")];
  const untouched = (box) => box.value === box.dataset.base;

  // One request at a time; what moved meanwhile is asked once, at the end.
  const ask = async () => {
    clearTimeout(timer);
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      boxes.filter(untouched).forEach((box) => body.delete(box.name));
      const answer = await fetch(form.dataset.live, { method: "POST", body });
      const told = document.createElement("template");
      told.innerHTML = await answer.text();
      const wrong = told.content.querySelector(".wrong");
      for (const place of places) {
        const next = told.content.getElementById(place.id);
        if (next) place.replaceChildren(...next.childNodes);
        else if (wrong && place.id === "sum") place.replaceChildren(wrong);
      }
      for (const follower of told.content.querySelectorAll("data")) {
        const box = document.getElementById(follower.dataset.for);
        if (!untouched(box)) continue;
        box.value = box.dataset.base = follower.textContent;
        form.querySelector(`[type=range][data-for="${box.id}"]`).value = follower.value;
      }
      offline.hidden = true;
    } catch {
      offline.hidden = false;
    }
    asking = false;
    if (again) {
      again = false;
      ask();
    }
  };

  for (const slider of form.querySelectorAll("input[type=range]")) {
    const box = document.getElementById(slider.dataset.for);
    const { before, behind, worth } = slider.dataset;
    slider.hidden = false;
    slider.addEventListener("input", () => {
      box.value = before + (slider.value / worth).toLocaleString("en") + behind;
      ask();
    });
    box.addEventListener("input", () => {
      const number = Number(box.value.replace(before, "").replace(behind, "").replaceAll(",", ""));
      if (box.value && Number.isFinite(number)) slider.value = number * worth;
      clearTimeout(timer);
      timer = setTimeout(ask, 250);
    });
  }
})();
