// Says beside each session how many places are left, as the desk knows it now. It says nothing when the desk is silent.
for (const list of document.querySelectorAll("[data-places]")) {
  const { places, choice, one, many, full, waits, wait, over } = list.dataset;
  const counted = (count, single, several) => (count == 1 ? single : several.replace("#", count));
  const said = ({ capacity, taken, waiting, waiting_capacity }) => {
    if (taken < capacity) return counted(capacity - taken, one, many);
    if (waiting_capacity && waiting >= waiting_capacity) return full + over;
    return full + (waiting ? counted(waiting, waits, wait) : "");
  };
  const tell = (session) => {
    const text = said(session);
    const add = (element, between) => {
      if (!element) return;
      const left = document.createElement("span");
      left.className = session.taken < session.capacity ? "left" : "left is-full";
      left.textContent = text;
      element.append(between, left);
    };
    add([...list.children].find((item) => item.dataset.session == session.id), " ");
    for (const control of document.getElementsByName(choice)) {
      if (control.value == session.id && control.labels && control.type == "radio") add(control.labels[0], " · ");
      for (const option of control.options || []) if (option.value == session.id) option.text += " · " + text;
    }
  };
  fetch(places, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { sessions: [] }))
    .then(({ sessions }) => sessions.forEach(tell))
    .catch(() => {});
}
