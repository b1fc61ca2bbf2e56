// Keeps the results page fresh. The server's HTML is the only source of every word, figure and
// drawing: this fetches the same page again, which the browser asks for by its ETag, and carries
// over what changed, so that open details stay open, the focus stays where it is and nothing
// flickers or jumps. And it lets a finger, which cannot hover, ask a chart for its figures.
const PERIOD_MS = 2000;
const TIMEOUT_MS = 10000;

const paused = document.getElementById("paused");
const said = document.getElementById("refreshing");
const tip = document.getElementById("tip");

// Makes one node like another, touching only what differs.
function morph(node, fresh) {
  if (node.isEqualNode(fresh)) return;
  if (node.nodeName !== fresh.nodeName || node.nodeType !== Node.ELEMENT_NODE) {
    node.replaceWith(fresh);
    return;
  }
  for (const { name, value } of fresh.attributes) node.setAttribute(name, value);
  for (const name of node.getAttributeNames()) {
    // The reader opened it, so only the reader closes it.
    if (name !== "open" && !fresh.hasAttribute(name)) node.removeAttribute(name);
  }
  const before = [...node.childNodes];
  const after = [...fresh.childNodes];
  after.forEach((child, i) => (before[i] ? morph(before[i], child) : node.append(child)));
  before.slice(after.length).forEach((child) => child.remove());
}

async function refresh() {
  const response = await fetch(location.href, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error("no results, but status " + response.status);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  morph(document.querySelector("main"), page.querySelector("main"));
}

async function tick() {
  if (!document.hidden && !paused.checked) {
    const problem = await refresh().then(
      () => "",
      () => "The program does not answer; these are the last figures it gave.",
    );
    if (said.textContent !== problem) said.textContent = problem; // a screen reader says it once
  }
  setTimeout(tick, PERIOD_MS);
}

document.addEventListener("pointerdown", (event) => {
  tip.textContent = event.target.closest(".strip")?.textContent ?? "";
});
paused.parentElement.hidden = false;
setTimeout(tick, PERIOD_MS);
