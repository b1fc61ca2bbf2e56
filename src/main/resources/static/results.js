"use strict";
// Keeps the results page fresh and draws its charts. The server's HTML is the only source of every
// word and figure: this fetches the same page again and carries over what changed, so that open
// details stay open, the focus stays where it is and nothing flickers or jumps.
(() => {
  const PERIOD_MS = 2000;
  const TIMEOUT_MS = 10000;
  const NARROW_PX = 420; // below, the legend names the lines and the chart gets their room

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
    if ("keep" in node.dataset) return; // what is inside is drawn here
    const before = [...node.childNodes];
    const after = [...fresh.childNodes];
    after.forEach((child, i) => (before[i] ? morph(before[i], child) : node.append(child)));
    before.slice(after.length).forEach((child) => child.remove());
  }

  // WCAG's contrast ratio of two colors written #rrggbb.
  function contrast(one, other) {
    const luminance = (color) => {
      const [r, g, b] = [1, 3, 5]
        .map((i) => parseInt(color.slice(i, i + 2), 16) / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  const charts = new WeakMap();
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) charts.get(target)?.plot.setSize(sizeOf(target));
  });

  function sizeOf(element) {
    const width = element.clientWidth;
    return { width, height: Math.round(Math.min(460, Math.max(240, width * 0.55))) };
  }

  function drawAll() {
    document.querySelectorAll(".chart").forEach(draw);
  }

  function draw(element) {
    const style = getComputedStyle(document.documentElement);
    const look = Object.fromEntries(
      ["paper", "ink", "quiet", "line"].map((name) => [name, style.getPropertyValue("--" + name).trim()]));
    const groups = [...element.parentElement.querySelectorAll(".legend li")].map((li) => ({ ...li.dataset }));
    const key = JSON.stringify([look, groups, element.dataset.zero, element.clientWidth < NARROW_PX]);
    const known = charts.get(element);
    if (known?.key === key) {
      if (known.series !== element.dataset.series) {
        known.series = element.dataset.series;
        known.plot.setData(columns(element, groups.length));
      }
      return;
    }
    known?.plot.destroy();
    const plot = new uPlot(options(element, groups, look), columns(element, groups.length), element);
    charts.set(element, { plot, key, series: element.dataset.series });
    resized.observe(element);
  }

  // Times; then every group's low and high; then every group's value twice, for the line and its edge.
  function columns(element, groups) {
    const [times, ...rest] = JSON.parse(element.dataset.series);
    const all = [times];
    for (let g = 0; g < groups; g++) all.push(rest[3 * g + 1], rest[3 * g + 2]);
    for (let g = 0; g < groups; g++) all.push(rest[3 * g], rest[3 * g]);
    return all;
  }

  function options(element, groups, look) {
    const zero = element.dataset.zero;
    const unit = element.dataset.unit ?? "";
    const size = Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8);
    const font = size + "px system-ui, sans-serif";
    const labeled = element.clientWidth >= NARROW_PX;
    const hidden = { points: { show: false }, stroke: "transparent", width: 0 };
    const bounds = groups.flatMap(() => [hidden, hidden]);
    const lines = groups.flatMap(({ color, dash }) => {
      const stroke = color === "none" ? look.quiet : color;
      const pattern = dash === "none" ? [] : dash.split(" ").map(Number);
      // Where a color is near the paper's, its edge is ink; else paper, which keeps crossing lines apart.
      const edge = contrast(stroke, look.paper) < 3 ? look.ink : look.paper;
      const shared = { points: { show: false }, dash: pattern };
      return [{ ...shared, stroke: edge, width: 5 }, { ...shared, stroke, width: 2.5 }];
    });
    const bands = groups.map(({ color }, g) => ({
      series: [2 * g + 2, 2 * g + 1],
      fill: (color === "none" ? look.quiet : color) + "1f",
    }));
    const axis = { stroke: look.quiet, font, grid: { stroke: look.line, width: 1 }, ticks: { show: false } };
    const names = [...groups.map((group) => group.group), ...(zero ? [zero] : [])];
    return {
      ...sizeOf(element),
      padding: [10, labeled ? widest(names, font) + 14 : 4, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (u) => valueRange(u.data, groups.length, zero !== undefined) } },
      series: [{}, ...bounds, ...lines],
      bands,
      axes: [
        { ...axis, values: (u, times, i, space, step) => times.map((time) => clock(time, step)), space: 6 * size, size: 2.6 * size },
        { ...axis, values: (u, values, i, space, step) => values.map((value) => number(value, step, zero !== undefined) + unit), size: 4.4 * size },
      ],
      hooks: {
        drawAxes: [(u) => zero && zeroLine(u, look)],
        draw: [(u) => labeled && endLabels(u, groups, zero, look, size)],
      },
    };
  }

  function widest(names, font) {
    const context = document.createElement("canvas").getContext("2d");
    context.font = font;
    return Math.min(160, Math.max(...names.map((name) => context.measureText(name).width)));
  }

  // The first looks leave nearly everything open; the later three quarters say what is worth showing.
  function valueRange(data, groups, withZero) {
    const from = Math.floor(data[0].length / 4);
    const shown = data
      .slice(1)
      .flatMap((column, i) => column.slice(i < 2 * groups ? from : Math.floor(from / 2)))
      .filter((value) => value !== null);
    if (withZero) shown.push(0);
    if (shown.length === 0) return [0, 1];
    const low = Math.min(...shown);
    const high = Math.max(...shown);
    const room = (high - low || 1) * 0.06;
    return [withZero ? low - room : Math.max(0, low - room), high + room];
  }

  function number(value, step, signed) {
    const digits = Math.abs(value).toFixed(Number.isInteger(step) ? 0 : step >= 0.1 ? 1 : 2);
    return (value < 0 ? "\u2212" : signed && value > 0 ? "+" : "") + digits;
  }

  function clock(time, step) {
    const iso = new Date(time * 1000).toISOString();
    return step >= 86400 ? iso.slice(5, 10) : iso.slice(11, step >= 60 ? 16 : 19);
  }

  function zeroLine(u, look) {
    const y = Math.round(u.valToPos(0, "y", true));
    u.ctx.save();
    u.ctx.strokeStyle = look.ink;
    u.ctx.lineWidth = devicePixelRatio;
    u.ctx.beginPath();
    u.ctx.moveTo(u.bbox.left, y);
    u.ctx.lineTo(u.bbox.left + u.bbox.width, y);
    u.ctx.stroke();
    u.ctx.restore();
  }

  // Each line's name at its end, moved apart where two lines end close together.
  function endLabels(u, groups, zero, look, size) {
    const gap = 1.25 * size * devicePixelRatio;
    const labels = groups.map(({ group }, g) => ({
      name: group,
      value: u.data[1 + 2 * groups.length + 2 * g].findLast((value) => value !== null),
    }));
    if (zero) labels.push({ name: zero, value: 0 });
    const shown = labels.filter(({ value }) => value !== undefined && value !== null);
    for (const label of shown) label.y = u.valToPos(label.value, "y", true);
    shown.sort((a, b) => a.y - b.y);
    let floor = u.bbox.top + u.bbox.height;
    for (const label of [...shown].reverse()) floor = (label.y = Math.min(label.y, floor)) - gap;
    let ceiling = u.bbox.top;
    for (const label of shown) ceiling = (label.y = Math.max(label.y, ceiling)) + gap;
    u.ctx.save();
    u.ctx.font = size * devicePixelRatio + "px system-ui, sans-serif";
    u.ctx.fillStyle = look.ink;
    u.ctx.textBaseline = "middle";
    u.ctx.textAlign = "left";
    const x = u.bbox.left + u.bbox.width + 8 * devicePixelRatio;
    for (const { name, y } of shown) u.ctx.fillText(name, x, y);
    u.ctx.restore();
  }

  const button = document.getElementById("refresh");
  const said = document.getElementById("refreshing");
  let paused = false;
  let busy = false;
  let timer;
  let tag; // of the answer that is on the screen

  function say(text) {
    if (said.textContent !== text) said.textContent = text;
  }

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
    drawAll();
    tag = response.headers.get("ETag");
  }

  async function tick() {
    if (busy || paused || document.hidden) return;
    busy = true;
    clearTimeout(timer);
    try {
      await refresh();
      say("");
    } catch {
      say("The program does not answer; these are the last figures it gave.");
    } finally {
      busy = false;
      timer = setTimeout(tick, PERIOD_MS);
    }
  }

  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  document.addEventListener("visibilitychange", tick);
  button.addEventListener("click", () => {
    paused = !paused;
    button.textContent = paused ? "Refresh again" : "Pause refreshing";
    tick();
  });
  button.hidden = false;
  timer = setTimeout(tick, PERIOD_MS);
})();
