/* Keys and small conveniences of the counter. Every page works without this file. */
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest" });

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const one = (selector) => document.querySelector(selector);

  function press(selector, event) {
    const target = one(selector);
    if (!target) return;
    event.preventDefault();
    // What is folded away is first shown, with its text ready to read; the next press sends it.
    // A line of the menu has nothing to read: it is followed at once.
    const folded = target.closest("details:not([open])");
    if (folded && !target.matches("a")) {
      folded.open = true;
      target.scrollIntoView({ block: "nearest" });
      (folded.querySelector("textarea") ?? target).focus();
      return;
    }
    target.click();
  }

  function move(step) {
    const links = [...document.querySelectorAll("[data-rows] tbody tr a[data-row]")];
    if (links.length === 0) return;
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function close() {
    const open = [...document.querySelectorAll(".matrix details[open]")].at(-1);
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (document.activeElement) {
      document.activeElement.blur();
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-look]")) {
      event.preventDefault();
      window.htmx?.trigger(event.target, "look");
      return undefined;
    }
    if (event.key === "F2") return press("[data-key='F2']", event);
    if (event.key === "F4") return press("[data-key='F4']", event);
    if (event.key === "F8") return press("[data-key='F8']", event);
    if (event.key === "Escape") return close();
    if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
      return press(`[data-alt='${event.code.at(-1)}']`, event);
    }
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (event.key === "/") {
      event.preventDefault();
      one("[data-search]")?.focus();
    } else if (event.key === "j") {
      move(1);
    } else if (event.key === "k") {
      move(-1);
    }
    return undefined;
  });

  document.addEventListener("click", (event) => {
    const opened = event.target.closest(".matrix details");
    for (const details of document.querySelectorAll(".matrix details[open]")) {
      if (details !== opened) details.open = false;
    }
    const phrase = event.target.closest("[data-phrase]");
    if (phrase) {
      const box = document.getElementById(phrase.dataset.phrase);
      const ready = [...phrase.parentElement.children].map((each) => each.textContent.trim());
      const written = ready.includes(box.value.trim()) ? "" : box.value.trim();
      box.value = [written, phrase.textContent.trim()].filter(Boolean).join("；");
      box.focus();
      return;
    }
    if (event.target.closest("[data-print]")) window.print();
    const row = event.target.closest("[data-rows] tbody tr");
    if (row && !event.target.closest("a, button, input, label, summary")) {
      row.querySelector("a[data-row]")?.click();
    }
  });

  // Eight digits are a day: 20261122 becomes 2026-11-22.
  document.addEventListener("focusout", (event) => {
    const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(event.target.value ?? "");
    if (digits && event.target.matches("[data-day]")) event.target.value = digits.slice(1).join("-");
  });

  // A form that was changed and not sent says so, and asks before the page is left.
  let changed = false;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keeps]");
    if (!form || changed) return;
    changed = true;
    one("[data-unsaved]")?.removeAttribute("hidden");
  });
  // Sent once: a second press while the answer is on its way does nothing.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) {
      event.preventDefault();
      return;
    }
    event.target.dataset.sent = "yes";
    if (event.target.matches("form[data-keeps]")) changed = false;
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  // What the page waited for is there: show it, unless that would lose something typed.
  document.addEventListener("htmx:afterSettle", () => {
    if (one("[data-refresh]") && !changed) window.location.reload();
  });

  one("[data-focus]")?.focus();
})();
