// Hands the page of a tab to Liseuse as it is shown there: over native messaging, nothing goes to a server.
"use strict";

const HOST = "liseuse.companion";
const PART = 400000; // characters of one message; the other end takes up to a megabyte
const MOST = 20000000; // characters of a page

const api = globalThis.browser ?? globalThis.chrome;
const text = (name, ...values) => api.i18n.getMessage(name, values) || name;

// Runs in the page. What scripts, styles and frames would bring is left out; a picture keeps the address it shows.
function pageAsSeen() {
  const copy = document.documentElement.cloneNode(true);
  const shown = document.documentElement.querySelectorAll("img");
  copy.querySelectorAll("img").forEach((picture, number) => {
    const source = shown[number] && shown[number].currentSrc;
    if (source && /^https?:/.test(source)) {
      picture.setAttribute("src", source);
      picture.removeAttribute("srcset");
    }
  });
  copy.querySelectorAll("script:not([type='application/ld+json']), style, iframe, object, embed, template")
    .forEach((element) => element.remove());
  copy.querySelectorAll("input, textarea").forEach((field) => {
    field.removeAttribute("value");
    field.textContent = "";
  });
  return { url: location.href, html: "<!DOCTYPE html>" + copy.outerHTML };
}

function tell(tabId, state, words) {
  const look = { busy: ["…", "#555555"], done: ["✓", "#1b7f4b"], failed: ["!", "#b3261e"] }[state];
  api.action.setBadgeText({ tabId, text: look[0] });
  api.action.setBadgeBackgroundColor({ tabId, color: look[1] });
  api.action.setTitle({ tabId, title: words });
}

// One conversation: the messages go out, the last answer comes back.
function ask(messages) {
  return new Promise((resolve, reject) => {
    const port = api.runtime.connectNative(HOST);
    let answered = false;
    port.onMessage.addListener((answer) => {
      answered = true;
      port.disconnect();
      resolve(answer);
    });
    port.onDisconnect.addListener(() => {
      const error = api.runtime.lastError || port.error;
      if (!answered) reject(new Error((error && error.message) || "disconnected"));
    });
    for (const message of messages) port.postMessage(message);
  });
}

function inParts(page) {
  const id = crypto.randomUUID();
  const html = page.html.slice(0, MOST);
  const parts = Math.max(1, Math.ceil(html.length / PART));
  return Array.from({ length: parts }, (_, part) => ({
    do: "page", id, url: page.url, part, parts, html: html.slice(part * PART, (part + 1) * PART),
  }));
}

async function settle(tabId, messages) {
  tell(tabId, "busy", text("saving"));
  try {
    const answer = await ask(messages);
    if (answer.ok) tell(tabId, "done", text(answer.status === "duplicate" ? "known" : "saved", answer.title || ""));
    else tell(tabId, "failed", [answer.title, answer.hint].filter(Boolean).join(" "));
    return answer;
  } catch (error) {
    tell(tabId, "failed", text("unreachable"));
    return { ok: false, kind: "unreachable", detail: String(error.message || error) };
  }
}

async function savePage(tab) {
  if (!/^https?:/.test(tab.url || "")) {
    tell(tab.id, "failed", text("noPage"));
    return { ok: false, kind: "not-a-link" };
  }
  let page;
  try {
    [{ result: page }] = await api.scripting.executeScript({ target: { tabId: tab.id }, func: pageAsSeen });
  } catch (error) { // a page of the browser's own, or its viewer of PDF files
    tell(tab.id, "failed", text("noPage"));
    return { ok: false, kind: "not-a-page", detail: String(error.message || error) };
  }
  return settle(tab.id, inParts(page));
}

function saveLink(tab, url) {
  return settle(tab.id, [{ do: "link", id: crypto.randomUUID(), url }]);
}

api.runtime.onInstalled.addListener(() => {
  api.contextMenus.create({ id: "page", title: text("savePage"), contexts: ["page", "selection"] });
  api.contextMenus.create({ id: "link", title: text("saveLink"), contexts: ["link"] });
});
api.contextMenus.onClicked.addListener((info, tab) => {
  if (info.menuItemId === "link") saveLink(tab, info.linkUrl);
  else savePage(tab);
});
api.action.onClicked.addListener(savePage); // also the keyboard shortcut
globalThis.savePage = savePage;
