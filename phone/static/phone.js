// What the phone's page does beyond reading and sending, which work without this script: it keeps
// drafts until the server has confirmed them, sends again after a lost connection, and listens for
// where the group is. It never moves anybody who has words unsent.
(() => {
  "use strict";
  const form = document.getElementById("answers");
  if (!form) return;
  const byId = id => document.getElementById(id);
  const { code, step } = form.dataset;
  const room = byId("room");
  const state = byId("state");
  const store = `focusmap:${code}:`;
  const FIRST_RETRY = 1500, LAST_RETRY = 30000;

  // Drafts: {text, key, sent} by the field's name. `sent` is what is on its way to the server.
  // A phone in private mode may refuse to keep anything: then the page is all there is.
  let keeps = true;
  const memory = new Map();
  const load = name => {
    try { return JSON.parse(localStorage.getItem(store + name)) || memory.get(name) || null; }
    catch { return memory.get(name) || null; }
  };
  const save = (name, draft) => {
    if (draft) memory.set(name, draft); else memory.delete(name);
    try {
      if (draft) localStorage.setItem(store + name, JSON.stringify(draft));
      else localStorage.removeItem(store + name);
      keeps = true;
    } catch { keeps = false; }
  };
  const names = () => {
    const kept = new Set(memory.keys());
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const k = localStorage.key(i);
        if (k.startsWith(store)) kept.add(k.slice(store.length));
      }
    } catch { /* nothing kept */ }
    return [...kept];
  };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))]
    .map(b => b.toString(16).padStart(2, "0")).join("");
  const fields = () => [...form.querySelectorAll("textarea")];
  const keyField = name => form.elements["key-" + name.slice(4)];

  const say = mood => {
    if (!state) return;
    const text = mood === "draft" && !keeps ? "" : form.dataset[mood] || "";
    if (state.textContent === text) return;
    state.textContent = text;
    if (text) state.dataset.mood = mood; else delete state.dataset.mood;
  };
  const sayError = (name, text) => {
    const place = byId("error-" + name);
    if (place && place.textContent !== text) place.textContent = text;
  };
  const unsent = () => fields().some(f => f.value.trim() && f.value !== f.defaultValue);

  const restore = () => {
    for (const field of fields()) {
      const draft = load(field.name);
      if (!draft) continue;
      if (draft.text !== undefined && field.value === field.defaultValue) field.value = draft.text;
      if (field.name.startsWith("new-") && draft.key) keyField(field.name).value = draft.key;
      if (field.value !== field.defaultValue) field.closest("details")?.setAttribute("open", "");
    }
  };

  form.addEventListener("input", event => {
    const field = event.target;
    if (field.tagName !== "TEXTAREA") return;
    const draft = load(field.name) || {};
    if (field.name.startsWith("new-")) draft.key ||= keyField(field.name).value || newKey();
    draft.text = field.value;
    save(field.name, field.value === field.defaultValue && !draft.sent ? null : draft);
    sayError(field.name, "");
    say(draft.sent ? "waiting" : field.value ? "draft" : "");
  });

  // Sending: one request at a time; what it carries is kept as `sent` until it is confirmed.
  let busy = false, delay = FIRST_RETRY, timer = 0, again = false;

  const mark = only => {
    let marked = 0;
    for (const field of fields()) {
      const edited = field.name.startsWith("edit-");
      if (only && field.name !== only) continue;
      if (field.value === field.defaultValue || (!edited && !field.value.trim())) continue;
      const draft = load(field.name) || {};
      if (!edited) draft.key ||= keyField(field.name).value || newKey();
      save(field.name, { ...draft, text: field.value, sent: field.value });
      marked++;
    }
    return marked;
  };

  const post = async body => {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), 15000);
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST", body, signal: stop.signal, credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (answer.status >= 500) throw new Error("busy");
      return { ...await answer.json(), status: answer.status };
    } finally { clearTimeout(limit); }
  };

  const body = extra => {
    const out = new URLSearchParams({ token: form.elements.token.value, ...extra });
    for (const name of names()) {
      const draft = load(name);
      if (!draft || draft.sent === undefined || extra.do !== "send") continue;
      out.set(name, draft.sent);
      if (name.startsWith("new-")) out.set("key-" + name.slice(4), draft.key);
    }
    return out;
  };

  const pending = () => names().some(n => load(n)?.sent !== undefined);

  const flush = async () => {
    clearTimeout(timer);
    if (busy) { again = true; return; }
    if (!pending()) return;
    busy = true; again = false;
    say("sending");
    const sent = new Map(names().filter(n => load(n)?.sent !== undefined)
      .map(n => [n, load(n)]));
    try {
      const result = await post(body({ do: "send" }));
      delay = FIRST_RETRY;
      settle(sent, result);
    } catch {
      // No network, or the server is away: the words stay `sent` and go out again by themselves.
      say("waiting");
      timer = setTimeout(flush, delay * (0.75 + Math.random() / 2));
      delay = Math.min(LAST_RETRY, delay * 2);
    } finally { busy = false; }
    if (again) flush();
  };

  const settle = (sent, result) => {
    const refusedAll = result.status >= 400 && !Object.keys(result.errors || {}).length;
    for (const [name, was] of sent) {
      const error = result.errors?.[name] || (refusedAll ? result.message : "");
      const now = load(name) || was;
      if (error) {
        save(name, { text: now.text, key: now.key });
        sayError(name, error);
      } else confirmed(name, was, now);
    }
    show(result);
    const refused = refusedAll || Object.keys(result.errors || {}).length;
    say(refused ? "refused" : pending() ? "waiting" : unsent() ? "draft" : "saved");
  };

  // Words typed while the first ones were on their way stay, under the same key: sent again they
  // replace the first.
  const confirmed = (name, was, now) => {
    const field = form.elements[name];
    if (now.text !== was.sent) { save(name, { text: now.text, key: was.key }); return; }
    save(name, null);
    if (!field) return;
    if (name.startsWith("new-")) {
      field.value = "";
      keyField(name).value = newKey();
    } else field.defaultValue = field.value;
  };

  const show = ({ own, more }) => {
    for (const [question, html] of Object.entries(own || {})) {
      const place = byId("own-" + question);
      const before = new Set([...place.querySelectorAll(".card")].map(c => c.id));
      const focused = document.activeElement?.id;
      place.innerHTML = html;
      for (const card of place.querySelectorAll(".card"))
        if (!before.has(card.id)) card.classList.add("new");
      if (focused && place.contains(byId(focused))) byId(focused).focus();
      offer(byId("more-" + question), more[question]);
    }
    restore();
  };

  // The field for a further answer: only its hint changes while somebody may be typing in it.
  const offer = (place, html) => {
    const fresh = document.createElement("div");
    fresh.innerHTML = html;
    const typing = place.querySelector("textarea");
    if (typing && (fresh.querySelector("textarea") || typing.value.trim()))
      place.querySelector(".hint").replaceWith(fresh.querySelector(".hint"));
    else place.innerHTML = html;
  };

  form.addEventListener("submit", event => {
    const todo = event.submitter?.value || "send";
    event.preventDefault();
    if (todo.startsWith("delete:")) { remove(todo); return; }
    const only = todo.startsWith("change:") ? "edit-" + todo.slice(7) : "";
    if (!mark(only)) {
      if (only) event.submitter.closest("details").open = false;
      else if (!pending()) sayEmpty();
    }
    flush();
  });

  const sayEmpty = () => {
    const first = fields().find(f => f.name.startsWith("new-"));
    if (first) { sayError(first.name, form.dataset.empty); first.focus(); }
  };

  const remove = async todo => {
    const name = "edit-" + todo.slice(7);
    try {
      const result = await post(body({ do: todo }));
      if (result.status >= 400) sayError(name, result.message);
      else { save(name, null); show(result); say("saved"); }
    } catch { sayError(name, form.dataset.undone); }
  };

  // Where the group is. Whoever has nothing to lose follows by itself from a page without a form.
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, k) => values[k]);
  const tell = (text, link) => {
    if (room.textContent === text + (link ? " " + link : "")) return;
    room.textContent = text;
    if (!link) return;
    const a = document.createElement("a");
    a.href = location.pathname;
    a.textContent = link;
    room.append(" ", a);
  };
  let reloading = 0;
  const follow = () => {
    if (!reloading) reloading = setTimeout(() => location.reload(), 200 + Math.random() * 1800);
  };
  const onRoom = now => {
    clearTimeout(reloading); reloading = 0;
    document.documentElement.dataset.room = now.gone ? "gone" : `${now.step}:${now.state}`;
    if (now.gone) { tell(room.dataset.gone); return; }
    // "Nobody sees it yet" holds only until the reveal.
    const promise = byId("promise");
    if (promise && now.step === step) promise.hidden = now.state === "revealed";
    const here = now.step === step, waits = !fields().length && !unsent();
    if (here && now.state === form.dataset.state) {
      if (waits && !state) tell("");
      else tell(now.state === "closed" ? "" : now.state === "revealed" ? room.dataset.revealed : "");
    } else if (!here) {
      tell(fill(room.dataset.moved, now), room.dataset.follow);
      if (waits) follow();
    } else {
      tell(room.dataset[now.state === "open" ? "opened" : now.state]);
      if (waits && now.state !== "closed") follow();
      else if (now.state === "open" && form.dataset.state === "revealed") tell("");
    }
  };

  let events = null;
  const listen = () => {
    if (events && events.readyState !== EventSource.CLOSED) return;
    events = new EventSource(location.pathname + "/events");
    events.onmessage = event => { onRoom(JSON.parse(event.data)); if (pending()) flush(); };
  };

  // A phone that wakes up may hold a dead stream: it looks again and sends what waits.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) { listen(); flush(); }
  });
  addEventListener("online", () => { delay = FIRST_RETRY; listen(); flush(); });
  addEventListener("pageshow", event => { if (event.persisted) { restore(); listen(); } });

  byId("waits")?.removeAttribute("hidden");
  restore();
  listen();
  if (pending()) flush();
  else if (unsent()) say("draft");
})();
