// Runs before the first paint, so that a chosen theme does not flash. "auto" follows the system.
"use strict";
(() => {
  const KEY = "ciro-theme";
  let theme = "auto";
  try {
    theme = localStorage.getItem(KEY) || "auto";
  } catch {
    // storage may be forbidden; the system's choice is a good one
  }
  const apply = () => {
    if (theme === "auto") document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", theme);
  };
  apply();
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const order = ["auto", "light", "dark"];
    const names = { auto: "Auto", light: "Light", dark: "Dark" };
    const label = () => {
      button.lastElementChild.textContent = names[theme];
      button.setAttribute("aria-label", `Theme: ${names[theme]}. Change`);
      button.title = `Theme: ${names[theme].toLowerCase()}`;
    };
    label();
    button.hidden = false;
    button.addEventListener("click", () => {
      theme = order[(order.indexOf(theme) + 1) % order.length];
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // then it lasts as long as the page
      }
      apply();
      label();
    });
  });
})();
