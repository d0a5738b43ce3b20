// What the phone's page does beyond reading and sending, which work without this script: it keeps
// drafts until the server has confirmed them, sends again after a lost connection, and listens for
// where the group is. It never moves anybody who has words unsent.
(() => {
  "use strict";
  const form = document.getElementById("answers");
  if (!form) return;
  const byId = id => document.getElementById(id);
  const { code, step } = form.dataset;
  // Not location.pathname: after a wrong personal code the page stands at another address.
  const path = form.getAttribute("action");
  // Where the group is: elsewhere than the page of an earlier step, to which one went by oneself.
  const home = "own" in form.dataset ? `/j/${code}` : path;
  const room = byId("room");
  const state = byId("state");
  const store = `focusmap:${code}:`;
  const FIRST_RETRY = 1500, LAST_RETRY = 30000;

  // What is kept, by name: the draft of a field under the field's name, and under "out:KEY" what
  // was sent and is not confirmed yet, as {name, text, key, at}. Words in the outbox have left their
  // field for good: whatever is typed there afterwards is another answer, with another key. Where
  // an answer was placed waits there too, under "out:place-ANSWER" with the field of the map, and
  // what was tapped, under "out:tap-NAME" with its value: of a name only the last tap counts.
  // A phone in private mode may refuse to keep anything: then the page is all there is.
  let keeps = true;
  const memory = new Map();
  const load = name => {
    if (memory.has(name)) return memory.get(name);
    try { return JSON.parse(localStorage.getItem(store + name)); }
    catch { return null; }
  };
  const save = (name, value) => {
    memory.set(name, value);
    try {
      if (value) localStorage.setItem(store + name, JSON.stringify(value));
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
    return [...kept].filter(name => load(name));
  };
  const outbox = () => names().filter(n => n.startsWith("out:")).map(load)
    .sort((a, b) => a.at - b.at);
  const pending = () => outbox().length > 0;
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))]
    .map(b => b.toString(16).padStart(2, "0")).join("");
  const fields = () => [...form.querySelectorAll("textarea")];
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
  // A text may have parts with a field each, such as new-item-experiment-.when: what stands before
  // the point names the text. Its parts are sent together.
  const textOf = name => name.split(".")[0];
  const partsOf = item => item.parts || [["", item.text]];
  // The version of a text that several can change, as it stands on the page. Whoever began to write
  // on an older one is told by the server, which must know that one.
  const baseOf = name =>
    name.startsWith("edit-") ? form.elements["base-" + textOf(name).slice(5)]?.value : undefined;
  const unsent = () => fields().some(f => f.value.trim() && f.value !== f.defaultValue);

  const restore = () => {
    for (const field of fields()) {
      const draft = load(field.name);
      if (!draft) continue;
      if (field.value === field.defaultValue) field.value = draft.text;
      if (field.value !== field.defaultValue) field.closest("details")?.setAttribute("open", "");
    }
    showOutbox();
    showDrafts();
    showUnsent();
    showPlaces();
    showTaps();
  };

  const cardOf = (text, kind) => {
    const card = document.createElement("article"), words = document.createElement("p");
    card.className = "card " + kind;
    words.className = "mine";
    words.dir = "auto";
    words.textContent = text;
    card.append(words);
    return card;
  };

  // After the end no page has a field any more: what was not sent is shown, to be copied.
  const showDrafts = () => {
    const place = byId("drafts");
    if (!place) return;
    for (const card of place.querySelectorAll(".card")) card.remove();
    const left = names().filter(n => /^(new|edit)-/.test(n) && !form.elements[n]);
    for (const name of left) place.append(cardOf(load(name).text, "draft"));
    place.hidden = !left.length;
  };

  // Words written at another step wait there, and a line says so with the way back. Where no page
  // has their field any more they are shown.
  let lost = [];
  const showUnsent = () => {
    const place = byId("unsent");
    const left = names().filter(n => /^(new|edit)-/.test(n) && !form.elements[n] && load(n).step);
    const ways = new Set(left.map(n => load(n).step));
    for (const way of document.querySelectorAll("[id^=unsent-]"))
      way.hidden = !way.dataset.href || !ways.has(way.id.slice(7));
    lost = left.filter(n => load(n).step === step ? form.dataset.state !== "closed"
      : !byId("unsent-" + load(n).step)?.dataset.href);
    for (const card of place.querySelectorAll(".card")) card.remove();
    for (const name of lost) place.lastElementChild.before(cardOf(load(name).text, "draft"));
    place.hidden = !lost.length || !!byId("drafts");
  };
  byId("forget").addEventListener("click", () => {
    for (const name of lost) save(name, null);
    showUnsent();
  });

  // What waits stands where it will stand once it is saved.
  const showOutbox = () => {
    for (const card of form.querySelectorAll(".waiting")) card.remove();
    for (const item of outbox()) {
      const place = byId("own-" + item.name.slice(4));
      if (!item.name.startsWith("new-") || !place) continue;
      place.append(cardOf(item.text, "waiting"));
    }
  };

  // A tap on the small map shows at once, and is the server's word again when it was refused.
  const showPlaces = () => {
    for (const map of form.querySelectorAll(".map")) {
      const { answer, chosen } = map.dataset;
      const field = load("out:place-" + answer)?.text ?? chosen;
      for (const button of map.querySelectorAll("button"))
        button.setAttribute("aria-pressed", button.value === `place:${answer}:${field}`);
    }
  };

  // The same for all other taps. A button with data-tap NAME is pressed when the value of NAME, which
  // is the one that waits or else data-now, is its data-value. A value that starts with = is that
  // of fields, which show what waits; a button without data-value only sends its own.
  const waitingTap = name => load("out:tap-" + name)?.text;
  // An act that is done already makes way for its opposite, and leaves it the focus.
  const toAct = (button, isDone) => {
    const had = isDone && document.activeElement === button;
    button.hidden = isDone;
    if (!isDone) return;
    const other = [...button.parentElement.querySelectorAll("[data-act]")].find(b => b !== button);
    other.hidden = other.disabled = false;
    if (had) other.focus();
  };
  // How many dots are left counts those that wait.
  const showLeft = line => {
    const all = line.parentElement, { most } = line.dataset;
    const left = Math.max(0, most - all.querySelectorAll(".back:not([hidden])").length);
    line.dataset.left = left;
    const text = line.dataset["left" + left];
    if (line.textContent !== text) line.textContent = text;
    for (const give of all.querySelectorAll(".give:not([hidden])")) give.disabled = !left;
  };
  const showTaps = () => {
    for (const button of form.querySelectorAll("[data-tap]")) {
      const { tap, value, now } = button.dataset, waits = waitingTap(tap);
      if (value === undefined) continue;
      if (value.startsWith("=")) {
        const values = waits?.split(",");
        value.slice(1).split(",").forEach((name, n) => {
          if (values) form.elements[name].value = values[n];
        });
      } else if (button.dataset.act !== undefined) toAct(button, (waits ?? now) === value);
      else button.setAttribute("aria-pressed", (waits ?? now) === value);
    }
    for (const line of form.querySelectorAll("[data-most]")) showLeft(line);
    form.dispatchEvent(new Event("focusmap-taps"));
  };

  form.addEventListener("input", event => {
    const field = event.target;
    if (field.tagName !== "TEXTAREA") return;
    const base = load(field.name)?.base ?? baseOf(field.name);
    save(field.name, field.value === field.defaultValue ? null : { text: field.value, base, step });
    sayError(textOf(field.name), "");
    say(pending() ? "waiting" : field.value ? "draft" : "");
  });

  // Another tab of this phone wrote or sent: take over what this tab has not touched itself.
  addEventListener("storage", event => {
    if (!event.key?.startsWith(store)) return;
    const name = event.key.slice(store.length);
    const value = event.newValue ? JSON.parse(event.newValue) : null;
    memory.set(name, value);
    const field = form.elements[name], was = event.oldValue ? JSON.parse(event.oldValue) : null;
    if (field && field.value === (was ? was.text : field.defaultValue))
      field.value = value ? value.text : field.defaultValue;
    if (name.startsWith("out:")) { showOutbox(); showPlaces(); showTaps(); }
  });

  // Sending: one answer at a time, the oldest first; it stays in the outbox until it is confirmed.
  let busy = false, delay = FIRST_RETRY, timer = 0;

  const moveOut = only => {
    const texts = new Map();
    for (const field of fields()) {
      const name = textOf(field.name);
      texts.set(name, [...(texts.get(name) || []), field]);
    }
    let moved = 0;
    for (const [name, of] of texts) {
      const edited = name.startsWith("edit-");
      if (only && name !== only) continue;
      if (of.every(f => f.value === f.defaultValue || (!edited && !f.value.trim()))) continue;
      const key = edited ? name : newKey();
      const base = of.map(f => load(f.name)?.base).find(Boolean) ?? baseOf(name);
      const item = { name, text: of.map(f => f.value.trim() && f.value).filter(Boolean).join("\n") };
      if (of[0].name !== name) item.parts = of.map(f => [f.name.slice(name.length), f.value]);
      else item.text = of[0].value;
      save("out:" + key, { ...item, key, base, at: Date.now() + moved });
      for (const f of of) {
        save(f.name, null);
        if (edited) f.defaultValue = f.value; else f.value = "";
      }
      moved++;
    }
    showOutbox();
    return moved;
  };

  const post = async body => {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), 15000);
    try {
      const answer = await fetch(path, {
        method: "POST", body, signal: stop.signal, credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (answer.status >= 500) throw new Error("busy");
      return { ...await answer.json(), status: answer.status };
    } finally { clearTimeout(limit); }
  };

  const body = extra => new URLSearchParams({ token: form.elements.token.value, ...extra });

  const isPlace = name => name.startsWith("place-");
  const isTap = name => name.startsWith("tap-");
  const fieldsOf = item => {
    const { name, text, key, base } = item;
    if (isTap(name)) return { do: `tap:${name.slice(4)}:${text}` };
    if (isPlace(name)) return { do: `${text ? "" : "un"}${name.replace("-", ":")}:${text}` };
    const fields = { do: "send" };
    for (const [part, words] of partsOf(item)) fields[name + part] = words;
    if (name.startsWith("new-")) fields["key-" + name.slice(4)] = key;
    if (base) fields["base-" + name.slice(5)] = base;
    return fields;
  };

  const flush = async () => {
    clearTimeout(timer);
    if (busy || !pending()) return;
    busy = true;
    say("sending");
    try {
      for (let item; (item = outbox()[0]);) {
        settle(item, await post(body(fieldsOf(item))));
        delay = FIRST_RETRY;
      }
      say(document.querySelector(".error:not(:empty)") ? "refused" : unsent() ? "draft" : "saved");
    } catch {
      // No network, or the server is away: the words wait and go out again by themselves.
      say("waiting");
      timer = setTimeout(flush, delay * (0.75 + Math.random() / 2));
      delay = Math.min(LAST_RETRY, delay * 2);
    } finally { busy = false; }
  };

  const settle = (item, result) => {
    const refused = result.errors?.[item.name] || (result.status >= 400 ? result.message : "");
    // An edited again meanwhile, in the same field, is a later item under the same key.
    if (load("out:" + item.key)?.at === item.at) save("out:" + item.key, null);
    if (!refused) sayError(item.name, "");
    if (isTap(item.name) && !refused) holdTap(item);
    show(result, isPlace(item.name) ? "map-" + item.name.slice(6) : "");
    if (byId("seen-room") && "stage" in result) offerNew(result);
    if (refused) giveBack(item, refused);
  };

  const holdTap = ({ name, text }) => {
    for (const button of form.querySelectorAll("[data-tap]"))
      if (button.dataset.tap === name.slice(4)) button.dataset.now = text;
  };

  // Refused words go back to where they came from, before whatever was typed there since.
  const giveBack = (item, error) => {
    const { name } = item;
    if (isPlace(name) || isTap(name)) {
      sayError(name, error);
      showPlaces();
      showTaps();
      if (!byId("error-" + name)) tell(error);
      return;
    }
    for (const [part, text] of partsOf(item)) {
      const field = form.elements[name + part];
      const since =
        field && field.value !== field.defaultValue ? field.value : load(name + part)?.text;
      const all = since && since !== text ? [text, since].filter(Boolean).join("\n") : text;
      // Without a base: the next time it is the version that is shown by then.
      save(name + part, all ? { text: all, step } : null);
      if (field) field.value = all;
    }
    showDrafts();
    sayError(name, error);
    if (!byId("error-" + name)) tellHomeless(name, error);
  };

  // What was refused and has no field any more stands at the top with its words; the draft is kept.
  const tellHomeless = (name, error) => {
    const drafts = names().filter(n => textOf(n) === name).map(n => `“${load(n).text}”`);
    tell([error, ...drafts].join(" "));
    // The page is of another stage than it was made for: it comes anew with the next one.
    if (drafts.length) delete form.dataset.stage;
  };

  // A part is not replaced under a finger or a pressed key: the tap would be lost with its button;
  // nor while somebody writes in it.
  // Safari on phones only knows what is pressed on a page that listens for touches.
  addEventListener("touchstart", () => {}, { passive: true });
  const fresh = new Map();
  const put = id => {
    const place = byId(id), html = fresh.get(id);
    if (!place || html === undefined) return;
    const at = document.activeElement;
    const writing = place.contains(at) && at.tagName === "TEXTAREA" && fields()
      .some(f => textOf(f.name) === textOf(at.name) && f.value !== f.defaultValue);
    const made = document.createElement("div");
    made.innerHTML = html;
    // What others made of a text stands beside one's own words, also while one writes.
    if (writing)
      for (const theirs of made.querySelectorAll("[data-theirs]"))
        byId(theirs.id)?.replaceWith(theirs.cloneNode(true));
    // What was hidden goes at once, whatever one does.
    for (const shown of place.querySelectorAll("[data-item]"))
      if (!html.includes(shown.dataset.item)) shown.remove();
    if (place.matches(":active") || writing) { setTimeout(put, 100, id); return; }
    fresh.delete(id);
    if (made.innerHTML === place.innerHTML) return;
    const focused = place.contains(document.activeElement) && document.activeElement.id;
    const open = new Set([...place.querySelectorAll("details[open][id]")].map(d => d.id));
    const errors = [...place.querySelectorAll(".error[id]")].map(e => [e.id, e.textContent]);
    place.replaceChildren(...made.childNodes);
    // The part may come later than the words and the error that were given back to it.
    for (const [name, text] of errors)
      if (text && byId(name)) byId(name).textContent ||= text;
      else if (text) tellHomeless(name.slice(6), text);
    for (const d of place.querySelectorAll("details[id]")) if (open.has(d.id)) d.open = true;
    restore();
    // What has the focus may be folded away now: then the focus goes to what unfolds it.
    const again = focused && byId(focused), folded = again && again.closest("details:not([open])");
    (folded ? folded.firstElementChild : again || null)?.focus({ preventScroll: true });
  };

  // The facilitator asks something else. What is new comes in, and what is gone leaves unless words
  // to it are unsent. Nothing is moved while somebody writes: the next page has the new order.
  const putQuestions = (asked, mark) => {
    const ids = new Set(asked.map(([id]) => "question-" + id));
    const isWriting = document.activeElement?.tagName === "TEXTAREA" || unsent();
    const holds = question => [...question.querySelectorAll("textarea")]
      .some(f => f === document.activeElement || f.value !== f.defaultValue);
    const field = question => question.querySelector("[name^=new-]");
    let before = null;
    for (const [, html] of asked) {
      const made = document.createElement("div");
      made.innerHTML = html;
      const fresh = made.firstElementChild;
      let there = byId(fresh.id);
      // One that is asked no more has answers here and no field any longer; or it is asked again.
      if (there && !field(there) !== !field(fresh) && !holds(there)) {
        there.replaceWith(fresh);
        there = fresh;
      }
      const here = there || fresh, first = form.querySelector(".question");
      if (there) there.firstElementChild.textContent = fresh.firstElementChild.textContent;
      if (!there || !isWriting) {
        if (!before && first !== here) first.before(here);
        else if (before && before.nextElementSibling !== here) before.after(here);
      }
      before = here;
    }
    for (const old of form.querySelectorAll(".question"))
      if (!ids.has(old.id) && !holds(old)) old.remove();
    form.dataset.asks = mark;
    tell(room.dataset.asked);
  };

  // `used` is the small map that was tapped: it stays open, so that one sees what became of it.
  const show = ({ own, more, parts, questions, asks }, used) => {
    if (questions && asks !== form.dataset.asks) putQuestions(questions, asks);
    for (const [id, html] of Object.entries(parts || {})) {
      fresh.set(id, html);
      put(id);
    }
    for (const [question, html] of Object.entries(own || {})) {
      const place = byId("own-" + question);
      if (!place) continue;
      const before = new Set([...place.querySelectorAll(".card")].map(c => c.id));
      const focused = document.activeElement?.id;
      const inMap = document.activeElement?.closest(".place")?.id;
      const maps = new Map([...place.querySelectorAll(".place")].map(d => [d.id, d.open]));
      place.innerHTML = html;
      for (const map of place.querySelectorAll(".place"))
        if (maps.has(map.id)) map.open = maps.get(map.id) && (map.open || map.id === used);
      for (const card of place.querySelectorAll(".card"))
        if (!before.has(card.id)) card.classList.add("new");
      if (focused && place.contains(byId(focused))) byId(focused).focus();
      else if (inMap && place.contains(byId(inMap))) byId(inMap).firstElementChild.focus();
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
    if (todo.startsWith("tap:")) { tapIt(event.submitter); return; }
    if (todo.startsWith("delete:")) { remove(todo); return; }
    if (/^(un)?place:/.test(todo)) { placeIt(todo, event.submitter); return; }
    const only = todo.startsWith("change:") ? "edit-" + todo.slice(7) : "";
    if (!moveOut(only)) {
      if (only) event.submitter.closest("details")?.removeAttribute("open");
      else if (!pending()) sayEmpty();
    }
    flush();
  });

  // The last tap counts: an earlier one that still waits for the network is replaced.
  const placeIt = (todo, button) => {
    const [, answer, field = ""] = todo.split(":"), name = "place-" + answer;
    save("out:" + name, { name, text: field, key: name, at: Date.now() });
    sayError(name, "");
    showPlaces();
    if (button.classList.contains("right")) {
      const map = button.closest("details");
      map.open = false;
      map.firstElementChild.focus();
    }
    flush();
  };

  // Tapped again, a button with data-off takes its value back.
  const tapIt = button => {
    const { tap, off } = button.dataset, name = "tap-" + tap;
    const value = button.dataset.value ?? button.value.slice(tap.length + 5);
    const again = off !== undefined && button.getAttribute("aria-pressed") === "true";
    const text = again ? off : !value.startsWith("=") ? value
      : value.slice(1).split(",").map(field => form.elements[field].value).join(",");
    save("out:" + name, { name, text, key: name, at: Date.now() });
    sayError(name, "");
    showTaps();
    flush();
  };

  const sayEmpty = () => {
    const first = fields().find(f => f.name.startsWith("new-"));
    if (first) { sayError(textOf(first.name), form.dataset.empty); first.focus(); }
  };

  const remove = async todo => {
    const name = "edit-" + todo.slice(7);
    try {
      const result = await post(body({ do: todo }));
      if (result.status >= 400) sayError(name, result.message);
      else { names().filter(n => textOf(n) === name).forEach(n => save(n, null)); save("out:place-" + name.slice(5), null); show(result); say("saved"); }
    } catch { sayError(name, form.dataset.undone); }
  };

  // Where the group is. Whoever has nothing to lose follows by itself from a page without a form.
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, k) => values[k]);
  const tell = (text, link) => {
    if (room.textContent === text + (link ? " " + link : "")) return;
    room.textContent = text;
    if (!link) return;
    const a = document.createElement("a");
    a.href = home;
    a.textContent = link;
    room.append(" ", a);
  };
  let reloading = 0, asking = 0, wasClosed = form.dataset.state === "closed";
  // Nobody is taken from what they are at: only a phone that lies still goes along by itself.
  const STILL = 12000;
  let touched = Date.now();
  for (const kind of ["pointerdown", "keydown", "input", "scroll"]) {
    addEventListener(kind, () => { touched = Date.now(); }, { passive: true, capture: true });
  }
  const liesStill = () => {
    // Whoever is about to write thinks longer; some phones keep an empty field focused for ever.
    const long = document.activeElement?.matches("textarea, input[type=text]") ? 4 : 1;
    return Date.now() - touched >= STILL * long && !unsent() && !pending() && !byId("personal")?.value;
  };
  const follow = () => {
    if (!reloading) reloading = setTimeout(() => location.assign(home), 200 + Math.random() * 1800);
  };
  // The facilitator picked, counted, chose or hid something: the parts come anew, not all at once.
  // What is new and has no place on this page comes with it, when one asks for it.
  const offerNew = now => {
    const lacks = now.stage !== form.dataset.stage || Object.keys(now.parts).some(id => !byId(id));
    tell(lacks ? room.dataset.fresh : "", lacks ? room.dataset.show : "");
  };
  let freshening = 0, stood = "";
  const freshen = () => {
    freshening ||= setTimeout(async () => {
      freshening = 0;
      try {
        const answer = await fetch(path + "/parts", { credentials: "same-origin" });
        if (!answer.ok) return;
        const now = await answer.json();
        if (!byId("seen-room")) { show(now); return; }
        // In one's own pace only how far one is and what is asked come by themselves: what one is
        // at is left alone.
        const { seen, progress, way } = now.parts, { questions, asks } = now;
        show({ parts: { seen, progress, way } });
        offerNew(now);
        show({ questions, asks });
      } catch { /* The next change, or the next sending, brings them. */ }
    }, Math.random() * 1000);
  };
  const onRoom = now => {
    clearTimeout(reloading); reloading = 0;
    clearTimeout(asking);
    document.documentElement.dataset.room = now.gone ? "gone" : `${now.step}:${now.state}`;
    if (now.gone) { tell(room.dataset.gone); byId("send")?.setAttribute("disabled", ""); return; }
    if (now.asks && form.dataset.asks && now.asks !== form.dataset.asks) freshen();
    // In a self-paced workshop nobody is moved: what is new comes to its place on the page.
    if (Object.keys(now.steps).length) {
      const all = JSON.stringify(now.steps);
      if (byId("seen-room")?.dataset.room !== now.steps[step] || (stood && stood !== all)) freshen();
      stood = all;
      return;
    }
    if ("own" in form.dataset && now.step !== step) {
      tell(fill(room.dataset.moved, now), room.dataset.follow);
      return;
    }
    // "Nobody sees it yet" holds only until the first reveal.
    if (now.step === step && now.state === "revealed") byId("promise")?.remove();
    const here = now.step === step, waits = !fields().length && !form.querySelector("[data-tap]:not([data-tap=group])")
      && !unsent() && !byId("personal")?.value;
    const writing = document.activeElement?.tagName === "TEXTAREA";
    const mark = form.querySelector("[data-mark]")?.dataset.mark;
    if (here && now.mark && mark !== undefined && mark !== now.mark) freshen();
    // What was drawn while the step was closed lacks the ways to change an answer.
    if (here && now.state === "closed") wasClosed = true;
    else if (here && wasClosed && keeps && !writing) { follow(); return; }
    // A step may have stages with a page each, such as the dots after the entries.
    if (here && now.state !== "closed" && now.stage !== form.dataset.stage) {
      const says = now.stage || (now.state === "open" ? "opened" : now.state);
      tell(room.dataset[says], room.dataset.follow);
      if (!unsent() && !writing && !byId("personal")?.value) follow();
    } else if (here && now.state === form.dataset.state) {
      if (waits && !state) tell("");
      else tell(now.state === "closed" ? "" : now.state === "revealed" ? room.dataset.revealed : "");
    } else if (!here) {
      tell(fill(room.dataset.moved, now), room.dataset.follow);
      if (waits || liesStill()) follow();
      else asking = setTimeout(() => onRoom(now), 1000 + Math.random() * 1000);
    } else {
      // What a step with stages shows differs before and after the reveal.
      const staged = form.dataset.stage && now.state !== "closed";
      tell(room.dataset[now.state === "open" ? "opened" : now.state], staged && room.dataset.follow);
      const idle = staged && !unsent() && !writing && !byId("personal")?.value;
      if (idle || (waits && now.state !== "closed")) follow();
      else if (now.state === "open" && form.dataset.state === "revealed") tell("");
    }
  };

  let events = null;
  const listen = () => {
    if (events && events.readyState !== EventSource.CLOSED) return;
    events = new EventSource(path + "/events");
    // After an answer such as 502 a browser gives up for good; a restart is not for good.
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000 + Math.random() * 4000);
    };
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
