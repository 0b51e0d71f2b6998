// Says whether it is open now. It only compares numbers: the hours became Unix minutes when the site was built.
// Past `until`, or without hours, it says nothing.
for (const line of document.querySelectorAll(".now")) {
  const { intervals, until, open, closes, closed, opens, opensOn, at } = line.dataset;
  const spans = intervals.split(",").map((span) => span.split("-").map(Number));
  const language = document.documentElement.lang;
  const told = (minute, options) =>
    new Date(minute * 60000).toLocaleString(language, { timeZone: "Europe/Paris", ...options });
  const time = (minute) =>
    told(minute, { hour: "numeric", minute: "2-digit" }).replace(/^0?(\d+):(\d\d)$/, (_, h, m) =>
      language == "fr" ? h + "\u00a0h" + (m == "00" ? "" : "\u00a0" + m) : h + ":" + m);
  const tell = () => {
    const now = Date.now() / 60000;
    if (!(now < until)) return void (line.hidden = true);
    const next = spans.find((span) => now < span[1]);
    const isOpen = !!next && next[0] <= now;
    let text = isOpen ? open : closed;
    if (isOpen && next[1] - now < 1440) text += " · " + closes + " " + time(next[1]);
    if (!isOpen && next && next[0] - now < 10080) {
      const today = told(now, { weekday: "long" }) == told(next[0], { weekday: "long" }) && next[0] - now < 1440;
      text += " · " + (today ? opens : opensOn + " " + told(next[0], { weekday: "long" }) + " " + at) + " " + time(next[0]);
    }
    line.textContent = text;
    line.classList.toggle("is-open", isOpen);
    line.hidden = false;
  };
  tell();
  setInterval(tell, 30000);
}
