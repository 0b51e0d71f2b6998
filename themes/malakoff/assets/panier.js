// Keeps the basket on this device until it is ordered, and counts as one types. What it counts is a hint: the desk counts
// again, and shows the total before anything is ordered. Names and phone numbers are never kept.
const BASKET = "panier";
const SENT = "panier-envoye";
const store = {
  read: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a full or closed store keeps nothing */ } },
  drop: (key) => { try { localStorage.removeItem(key); } catch { /* the same */ } },
};

const form = document.getElementById("basket");
if (form) {
  const kept = [...form.elements].filter((control) => /^(panier\.|retrait$)/.test(control.name));
  const total = form.querySelector("[data-total]");
  const count = () => {
    const cents = kept.reduce((sum, { dataset, value }) => sum + (dataset.price || 0) * (Number(value) || 0), 0);
    const euros = ((cents + Number(form.dataset.fee)) / 100).toLocaleString(document.documentElement.lang, { style: "currency", currency: "EUR" });
    total.hidden = !cents;
    total.textContent = `${total.dataset.total}${document.documentElement.lang == "fr" ? "\u00a0" : ""}: ${euros}`;
  };
  const keep = () => {
    const filled = kept.filter(({ value }) => value && value != "0");
    store.write(BASKET, Object.fromEntries(filled.map(({ name, value }) => [name, value])));
    count();
  };
  // What the desk drew again is newer than what was kept.
  if (kept.some(({ value }) => value)) keep();
  else {
    const basket = store.read(BASKET) || {};
    for (const control of kept) {
      const value = basket[control.name];
      if (!value || (control.options && ![...control.options].some((option) => option.value == value))) continue;
      control.value = value;
    }
    count();
  }
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
}

document.getElementById("review")?.addEventListener("submit", ({ submitter }) => {
  if (!submitter?.name) store.write(SENT, true);
});
// The page of an order that this device has just sent.
if (document.querySelector("[data-ordered]") && store.read(SENT)) {
  store.drop(BASKET);
  store.drop(SENT);
}
