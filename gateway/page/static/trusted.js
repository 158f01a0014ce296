// The one place where text becomes markup or a script's address. The server has escaped everything that devices say;
// the browser refuses any other place (Content-Security-Policy: trusted-types).
const policy = globalThis.trustedTypes
  ? trustedTypes.createPolicy("ciro", {
      createHTML: (text) => text,
      createScriptURL: (url) => {
        if (new URL(url, location.href).origin !== location.origin) throw new TypeError("a foreign script");
        return url;
      },
    })
  : { createHTML: (text) => text, createScriptURL: (url) => url };

export const parse = (html) => new DOMParser().parseFromString(policy.createHTML(html), "text/html");
export const scriptUrl = (url) => policy.createScriptURL(url);
