// While a form is being filled, solves the small puzzle by which the desk tells a browser from a machine that sends by
// the thousand. Nobody is asked anything; without this script, or when it fails, the form is sent and taken as it is.
for (const form of document.querySelectorAll("form.form")) {
  const place = form.getAttribute("action").replace(/formulaires\/[^/]*$/, "epreuve");
  if (!place.endsWith("/epreuve")) continue;
  const put = (name, value) => {
    const control = form.elements[name] || form.appendChild(document.createElement("input"));
    Object.assign(control, { type: "hidden", name, value });
  };
  let renewed = 0;
  const work = async () => {
    if (Date.now() < renewed) return;
    renewed = Date.now() + 60000;
    const { challenge, bits, now, expires } = await (await fetch(place)).json();
    if (!form.elements._vu) put("_vu", Math.floor(now - performance.now() / 1000));
    if (!challenge) return void (renewed = Infinity);
    const text = new TextEncoder();
    for (let number = 0; ; number++) {
      const hash = await crypto.subtle.digest("SHA-256", text.encode(challenge + "." + number));
      if (Math.clz32(new DataView(hash).getUint32(0)) < bits) continue;
      put("_epreuve", challenge + "." + number);
      return void (renewed = Date.now() + (expires - now - 60) * 1000);
    }
  };
  form.addEventListener("input", () => work().catch(() => {}));
  // A page that comes back by the browser's arrow has sent its proof already.
  addEventListener("pageshow", (event) => event.persisted && (renewed = 0));
}
