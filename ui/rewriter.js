// A field whose words are read while they are typed: the dot moves, the words get their marks. What
// is typed stays in this tab until the server has stored it.
const held = new WeakMap();
const EVERY = 120, REST = 1200, AT_ONCE = 2;

const make = (parent, component) => {
  const made = name => document.createElement(name), id = `rw-${Math.random().toString(36).slice(2)}`;
  const box = made("div"), label = made("label"), field = made("textarea"), row = made("div");
  const save = made("button"), status = made("span"), error = made("p"), words = made("blockquote");
  const place = made("p"), quiet = made("p"), map = made("div"), asks = made("ul");
  const joiner = made("details"), summary = made("summary"), join = made("button");
  box.className = "fm-rewriter";
  label.htmlFor = field.id = id;
  field.rows = 3; field.dir = "auto"; field.maxLength = 2000;
  error.id = `${id}-error`; error.setAttribute("role", "alert"); error.className = "fm-error";
  field.setAttribute("aria-describedby", `${id}-asks ${error.id}`);
  asks.id = `${id}-asks`;
  words.className = "fm-quote"; words.dir = "auto";
  place.className = "fm-small"; quiet.className = "fm-unseen";
  quiet.setAttribute("role", "status"); status.setAttribute("role", "status");
  status.className = "fm-saved";
  save.type = join.type = "button";
  row.className = "fm-row";
  row.append(save, status);
  const s = { text: "", base: null, asked: 0, shown: 0, flying: 0, next: false, timer: 0, rest: 0 };
  const shorts = [];
  joiner.append(summary);
  s.key = () => `focusmap:${s.data.name}`;
  const draft = () => { try { return JSON.parse(sessionStorage.getItem(s.key())); } catch { return null; } };
  const note = value => {
    try {
      if (value) sessionStorage.setItem(s.key(), JSON.stringify(value));
      else sessionStorage.removeItem(s.key());
    } catch { /* this tab keeps nothing; the field still does */ }
  };
  const dirty = () => field.value !== s.text;

  const show = (read, typed) => {
    words.innerHTML = typed.trim() ? read.words : "";
    place.textContent = typed.trim() ? `${read.moved} ${read.place}` : "";
    const now = map.querySelector(".now"), line = map.querySelector("line");
    line?.remove();
    if (now && read.spot) { now.setAttribute("cx", read.spot[0]); now.setAttribute("cy", read.spot[1]); }
    now?.toggleAttribute("hidden", !read.spot || !typed.trim());
    now?.classList.toggle("weak", read.weak);
    box.dataset.read = typed;
    clearTimeout(s.rest);
    s.rest = setTimeout(() => { quiet.textContent = place.textContent; }, REST);
  };
  // The last answer wins: one that comes after a later one is dropped.
  const ask = async () => {
    s.timer = 0;
    if (s.flying >= AT_ONCE) { s.next = true; return; }
    const number = ++s.asked, text = field.value;
    s.flying++;
    try {
      const answer = await fetch(s.data.url, {
        method: "POST", credentials: "same-origin",
        body: new URLSearchParams({ about: s.data.about, text }),
      });
      if (answer.ok && number > s.shown) { s.shown = number; show(await answer.json(), text); }
    } catch { /* No server for a moment: the words stay in the field. */ }
    s.flying--;
    if (s.next) { s.next = false; ask(); }
  };
  const typed = () => {
    s.base ??= s.data.base;
    note(dirty() ? { text: field.value, base: s.base } : null);
    if (!dirty()) s.base = null;
    status.textContent = ""; error.textContent = "";
    s.timer ||= setTimeout(ask, EVERY);
  };
  field.addEventListener("input", typed);
  save.addEventListener("click", () => {
    if (!field.value.trim() || s.sent) return;
    const number = [...crypto.getRandomValues(new Uint8Array(16))];
    s.sent = number.map(b => b.toString(16).padStart(2, "0")).join("");
    s.sentText = field.value;
    s.tell({ id: s.sent, text: field.value, base: s.base ?? s.data.base });
  });
  join.addEventListener("click", () => {
    const [who, can, seen] = shorts.map((input, n) =>
      input.value.trim() && s.data.prompts[n].join.replace("{text}", input.value.trim()));
    const first = [who, can].filter(Boolean).join(" ");
    const sentences = [first, seen].filter(Boolean)
      .map(t => t[0].toUpperCase() + t.slice(1) + (/[.!?]$/.test(t) ? "" : "."));
    if (!sentences.length) return;
    // What stands in the field is somebody's words: these come after them.
    field.value = [field.value.trim(), sentences.join(" ")].filter(Boolean).join("\n");
    typed();
    field.focus();
  });

  s.update = (data, tell) => {
    const first = !s.data, was = s.text;
    s.data = data; s.tell = tell;
    label.textContent = data.label; save.textContent = data.save; join.textContent = data.join;
    summary.textContent = data.joinTitle;
    if (first) {
      asks.append(...data.prompts.map(p => { const li = made("li"); li.textContent = p.ask; return li; }));
      data.prompts.forEach((p, n) => {
        const input = made("input"), name = made("label");
        input.type = "text"; input.id = `${id}-${n}`; name.htmlFor = input.id; name.textContent = p.short;
        shorts.push(input);
        joiner.append(name, input);
      });
      joiner.append(join);
      map.innerHTML = data.map;
      words.innerHTML = data.words;
      if (!data.text) map.querySelector(".now")?.setAttribute("hidden", ""), map.querySelector("line")?.remove();
      s.text = data.text;
      const kept = draft();
      field.value = kept ? kept.text : data.text;
      s.base = kept ? kept.base : null;
      if (kept) ask();
    }
    if (s.sent && data.done === s.sent) {
      const meanwhile = field.value !== s.sentText;
      s.text = data.text;
      if (!meanwhile) { field.value = data.text; note(null); s.base = null; } else s.base = data.base;
      if (!data.text && !meanwhile) { words.innerHTML = ""; place.textContent = ""; map.querySelector(".now")?.setAttribute("hidden", ""); shorts.forEach(i => { i.value = ""; }); }
      s.sent = ""; status.textContent = data.saved; error.textContent = "";
    } else if (s.sent && data.refused === s.sent) {
      // Theirs stands beside it now: the next saving is on that version.
      s.sent = ""; s.base = data.base; s.text = data.text;
      note({ text: field.value, base: s.base });
      error.textContent = data.told;
    } else if (!s.sent && data.text !== was && field.value === was) {
      // Nobody has typed here: the words of the server are the newest.
      s.text = field.value = data.text;
    }
  };
  box.append(label, asks, field, error, row, joiner, map, words, place, quiet);
  parent.append(box);
  return s;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let s = held.get(parentElement);
  if (!s || !parentElement.querySelector(".fm-rewriter")) {
    s = make(parentElement, component);
    held.set(parentElement, s);
  }
  s.update(data, value => setTriggerValue("saved", value));
}
