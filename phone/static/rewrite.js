// While somebody rewrites an answer, the words are read as they are typed: a dot moves on a small
// map, the words get their marks. Nothing is stored by it. Without it one sees the same after sending.
(() => {
  "use strict";
  const form = document.getElementById("answers");
  if (!form) return;
  const url = form.getAttribute("action") + "/reading";
  // A reading at most so often; a screen reader is told only once the typing rests.
  const EVERY = 120, REST = 1200, AT_ONCE = 2;
  let timer = 0, quiet = 0, asked = 0, shown = 0, flying = 0, next = null;

  const show = (box, read, text) => {
    const [words, place, status] = box.querySelectorAll("p"), dot = box.querySelector(".now");
    box.hidden = !text.trim();
    words.innerHTML = read.words;
    place.textContent = `${read.moved} ${read.place}`;
    dot.toggleAttribute("hidden", !read.spot);
    dot.classList.toggle("weak", read.weak);
    if (read.spot) { dot.setAttribute("cx", read.spot[0]); dot.setAttribute("cy", read.spot[1]); }
    clearTimeout(quiet);
    quiet = setTimeout(() => { status.textContent = place.textContent; }, REST);
  };

  // The last answer wins: one that comes after a later one is dropped.
  const ask = async field => {
    timer = 0;
    if (flying >= AT_ONCE) { next = field; return; }
    const number = ++asked, text = field.value;
    flying++;
    try {
      const answer = await fetch(url, {
        method: "POST", credentials: "same-origin", headers: { Accept: "application/json" },
        body: new URLSearchParams({
          token: form.elements.token.value, about: field.dataset.rewrites, text,
        }),
      });
      const box = document.getElementById("read-" + field.name);
      if (answer.ok && number > shown && box) { shown = number; show(box, await answer.json(), text); }
    } catch { /* No network: the words are kept, and read after sending. */ }
    flying--;
    if (next) { const later = next; next = null; ask(later); }
  };

  form.addEventListener("input", event => {
    if (!event.target.dataset.rewrites) return;
    if (!event.target.value.trim()) document.getElementById("read-" + event.target.name).hidden = true;
    timer ||= setTimeout(ask, EVERY, event.target);
  });
})();
