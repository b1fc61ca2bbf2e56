"use strict";
// Keeps the results page fresh. The server's HTML is the only source of every word, figure and
// drawing: this fetches the same page again and carries over what changed, so that open
// details stay open, the focus stays where it is and nothing flickers or jumps. And it lets a
// finger ask a chart for its figures.
(() => {
  const PERIOD_MS = 2000;
  const TIMEOUT_MS = 10000;

  // Makes one node like another, touching only what differs.
  function morph(node, fresh) {
    if (node.nodeName !== fresh.nodeName) {
      node.replaceWith(fresh);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) {
      if (node.nodeValue !== fresh.nodeValue) node.nodeValue = fresh.nodeValue;
      return;
    }
    for (const { name, value } of fresh.attributes) {
      if (node.getAttribute(name) !== value) node.setAttribute(name, value);
    }
    for (const { name } of [...node.attributes]) {
      // The reader opened it, so only the reader closes it.
      if (name !== "open" && !fresh.hasAttribute(name)) node.removeAttribute(name);
    }
    const before = [...node.childNodes];
    const after = [...fresh.childNodes];
    after.forEach((child, i) => (before[i] ? morph(before[i], child) : node.append(child)));
    before.slice(after.length).forEach((child) => child.remove());
  }

  const button = document.getElementById("refresh");
  const said = document.getElementById("refreshing");
  let paused = false;
  let busy = false;
  let tag; // of the answer that is on the screen

  async function refresh() {
    const response = await fetch(location.pathname + location.search, {
      headers: { Accept: "text/html", ...(tag && { "If-None-Match": tag }) },
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 304) return; // it still holds
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("main");
    if (!response.ok || !fresh) throw new Error("no results, but status " + response.status);
    morph(document.querySelector("main"), document.adoptNode(fresh));
    tag = response.headers.get("ETag");
  }

  async function tick() {
    if (busy || paused || document.hidden) return;
    busy = true;
    const problem = await refresh().then(
      () => "",
      () => "The program does not answer; these are the last figures it gave.",
    );
    if (said.textContent !== problem) said.textContent = problem;
    busy = false;
  }

  // A finger cannot hover: a tap on a chart shows what the browser tells a mouse.
  const tip = document.body.appendChild(document.createElement("p"));
  tip.className = "tip";
  tip.hidden = true;
  document.addEventListener("pointerdown", (event) => {
    const strip = event.pointerType !== "mouse" && event.target.closest(".strip");
    tip.hidden = !strip;
    tip.textContent = strip ? strip.textContent : "";
  });

  document.addEventListener("visibilitychange", tick);
  button.addEventListener("click", () => {
    paused = !paused;
    button.textContent = paused ? "Refresh again" : "Pause refreshing";
    tick();
  });
  button.hidden = false;
  setInterval(tick, PERIOD_MS);
})();
