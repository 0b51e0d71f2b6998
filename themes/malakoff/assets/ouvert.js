// Says whether it is open now, by comparing Unix minutes written when the site was built. It says nothing past
// `until`, nor while the hours themselves say nothing (`unsure`).
for (const line of document.querySelectorAll(".now")) {
  const { intervals, unsure, until, open, closes, closed, opens, opensOn, at } = line.dataset;
  const read = (text) => text.split(",").map((span) => span.split("-").map(Number));
  const spans = read(intervals);
  const silent = read(unsure);
  const language = document.documentElement.lang;
  const told = (minute, options) =>
    new Date(minute * 60000).toLocaleString(language, { timeZone: "Europe/Paris", ...options });
  const day = (minute) => told(minute, { weekday: "long" });
  const time = (minute) =>
    told(minute, { hour: "numeric", minute: "2-digit" }).replace(/^0?(\d+):(\d\d)$/, (_, h, m) =>
      language == "fr" ? h + "\u00a0h" + (m == "00" ? "" : "\u00a0" + m) : h + ":" + m);
  const tell = () => {
    const now = Date.now() / 60000;
    if (!(now < until) || silent.some(([from, to]) => from <= now && now < to)) return void (line.hidden = true);
    const next = spans.find((span) => now < span[1]);
    const isOpen = !!next && next[0] <= now;
    let text = isOpen ? open : closed;
    if (isOpen && next[1] - now < 1440) text += ` · ${closes} ${time(next[1])}`;
    if (!isOpen && next && next[0] - now < 8640) {
      const today = day(now) == day(next[0]);
      text += ` · ${today ? opens : `${opensOn} ${day(next[0])} ${at}`} ${time(next[0])}`;
    }
    line.textContent = text;
    line.classList.toggle("is-open", isOpen);
    line.hidden = false;
  };
  tell();
  setInterval(tell, 30000);
}
