// The preview's script: reloads the page when its site was built anew, and shows
// the faults that the terminal shows. Served beside the pages, never built into
// them.
(() => {
  "use strict";

  const script = document.currentScript;
  const version = script.dataset.version;
  const folder = new URL("./", script.src);
  const memory = "parvis-direct-closed";
  let events = null;
  let panel = null;
  let shown = "";

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const close = () => {
    panel?.remove();
    panel = null;
  };

  // What was closed stays closed until the faults are others.
  const dismiss = () => {
    sessionStorage.setItem(memory, shown);
    close();
  };

  const item = (fault) => {
    const made = element("li");
    const head = element("p", "", "place");
    head.append(element("code", fault.place), " ", element("strong", fault.label));
    made.append(head, element("p", fault.message, "message"));
    if (fault.line) made.append(element("pre", fault.carets ? `${fault.line}\n${fault.carets}` : fault.line));
    if (fault.hint) made.append(element("p", fault.hint, "hint"));
    return made;
  };

  const styled = () => {
    const href = new URL("direct.css", folder).href;
    if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
    const link = element("link");
    link.rel = "stylesheet";
    link.href = href;
    document.head.append(link);
  };

  const show = (state) => {
    const faults = JSON.stringify(state.faults);
    if (faults === shown && panel) return;
    close();
    shown = faults;
    if (state.faults.length === 0) {
      sessionStorage.removeItem(memory);
      return;
    }
    if (sessionStorage.getItem(memory) === faults) return;
    styled();
    panel = element("section");
    panel.id = "parvis-direct";
    panel.lang = state.language;
    panel.setAttribute("role", "alert");
    panel.setAttribute("aria-labelledby", "parvis-direct-title");
    const title = element("h2", `${state.title} (${state.faults.length})`);
    title.id = "parvis-direct-title";
    const button = element("button", state.close);
    button.type = "button";
    button.addEventListener("click", dismiss);
    const head = element("header");
    head.append(title, button);
    const list = element("ol");
    list.tabIndex = 0;
    list.setAttribute("aria-labelledby", "parvis-direct-title");
    list.append(...state.faults.map(item));
    panel.append(head, list);
    document.body.append(panel);
  };

  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource(new URL("evenements", folder));
    events.addEventListener("etat", (event) => {
      const state = JSON.parse(event.data);
      if (state.version !== version) {
        events.close();
        location.reload();
        return;
      }
      show(state);
    });
  };

  // A browser opens few streams to one server: a page that nobody sees has none.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else {
      listen();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) dismiss();
  });
  listen();
})();
