// Asks a security key (WebAuthn) what the page's form carries, and posts what it answers.
"use strict";

for (const form of document.querySelectorAll("form[data-key]")) {
  const told = form.querySelector("[data-key-told]");

  const say = (words) => {
    told.textContent = words;
    told.hidden = false;
  };

  const ask = async () => {
    const asked = JSON.parse(form.dataset.options).publicKey;
    if (form.dataset.key === "create") {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked);
      return navigator.credentials.create({ publicKey });
    }
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked);
    return navigator.credentials.get({ publicKey });
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.hidden = true;
    if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
      say(form.dataset.unable);
      return;
    }
    try {
      form.elements.answer.value = JSON.stringify((await ask()).toJSON());
    } catch {
      say(form.dataset.refused);
      return;
    }
    form.submit();
  });
}
