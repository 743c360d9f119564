"use strict";
// Hands what the page says to the browser's own dialogue for passkeys, and its answer to the form. Without it, the form stays hidden.
(() => {
  if (!window.PublicKeyCredential) return;
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const keys = (list) => list.map((key) => ({ ...key, id: bytes(key.id) }));

  const make = async (form, options) => {
    const user = { ...options.user, id: bytes(options.user.id) };
    const publicKey = { ...options, user, challenge: bytes(options.challenge), excludeCredentials: keys(options.excludeCredentials) };
    const made = await navigator.credentials.create({ publicKey });
    form.elements.client_data.value = text(made.response.clientDataJSON);
    form.elements.attestation.value = text(made.response.attestationObject);
  };
  const show = async (form, options) => {
    const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: keys(options.allowCredentials) };
    const shown = await navigator.credentials.get({ publicKey });
    form.elements.key_id.value = shown.id;
    form.elements.client_data.value = text(shown.response.clientDataJSON);
    form.elements.data.value = text(shown.response.authenticatorData);
    form.elements.signature.value = text(shown.response.signature);
  };
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      form.hidden = false;
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
          await (form.dataset.passkey === "make" ? make : show)(form, JSON.parse(form.dataset.options));
          form.submit();
        } catch {
          form.querySelector("[data-failed]").hidden = false;
        }
      });
    }
  });
})();
