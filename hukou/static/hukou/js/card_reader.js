/* Reads an identity card through the reader's own service on this machine (F2).

   GET of the service answers {"number": "18 characters", "name": "姓名"}; anything else is a fault.
   Without a reader nothing here runs, and everything can be typed. */
"use strict";

(() => {
  const button = document.querySelector("[data-card-reader]");
  const said = document.querySelector("[data-card-said]");
  if (!button || !said) return;
  const patience = 8000; // milliseconds: somebody has to lay the card down

  const say = (text) => {
    said.textContent = text;
  };

  function fill(field, text) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show(card) {
    const number = document.querySelector("main input[name='identity_number']");
    if (number) {
      fill(number, card.number);
      const name = number.form?.querySelector("input[name='name']");
      if (name) fill(name, card.name);
      number.focus();
      say(button.dataset.done);
      return;
    }
    const search = document.querySelector("[data-search]");
    fill(search, card.number);
    search.form.requestSubmit();
  }

  button.addEventListener("click", async () => {
    say(button.dataset.waiting);
    try {
      const answer = await fetch(button.dataset.cardReader, {
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.timeout(patience),
      });
      const card = await answer.json();
      if (!answer.ok || !/^\d{17}[\dX]$/.test(card.number) || !card.name) throw new Error("no card");
      show(card);
    } catch {
      say(button.dataset.failed);
    }
  });
})();
