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
    return { width, height: Math.round(Math.min(380, Math.max(240, width * 0.55))) };
  }

  function drawAll() {
    document.querySelectorAll(".chart").forEach(draw);
  }

  function draw(element) {
    const style = getComputedStyle(document.documentElement);
    const look = Object.fromEntries(
      ["paper", "ink", "quiet", "line"].map((name) => [name, style.getPropertyValue("--" + name).trim()]));
    const groups = groupsOf(element);
    const key = JSON.stringify([look, groups, element.dataset.zero, element.clientWidth < NARROW_PX]);
    const series = [timesOf(element), ...alike(element).map((chart) => chart.dataset.series)].join();
    const known = charts.get(element);
    if (known?.key === key) {
      if (known.series !== series) {
        known.series = series;
        known.plot.setData(columns(element));
      }
      return;
    }
    known?.plot.destroy();
    const plot = new uPlot(options(element, groups, look), columns(element), element);
    charts.set(element, { plot, key, series });
    resized.observe(element);
  }

  // One group with its band, or the lines of all the groups that the legend names.
  function groupsOf(element) {
    const { group, color, dash } = element.dataset;
    if (group !== undefined) return [{ group, color, dash }];
    return [...element.parentElement.querySelectorAll(".legend li")].map((li) => ({ ...li.dataset }));
  }

  function timesOf(element) {
    return element.closest("[data-times]").dataset.times;
  }

  // The charts that are to be compared, and so have one scale.
  function alike(element) {
    return isPanel(element) ? [...document.querySelectorAll(".chart[data-zero]")] : [element];
  }

  function isPanel(element) {
    return "zero" in element.dataset;
  }

  // Times; a panel's low and high; then every group's value twice, for the line and its edge.
  function columns(element) {
    const series = JSON.parse(element.dataset.series);
    const [values, low, high] = series;
    const lines = (isPanel(element) ? [values] : series).flatMap((line) => [line, line]);
    return [JSON.parse(timesOf(element)), ...(isPanel(element) ? [low, high] : []), ...lines];
  }

  function options(element, groups, look) {
    const { zero, unit = "" } = element.dataset;
    const panel = isPanel(element);
    const size = Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8);
    const font = size + "px system-ui, sans-serif";
    const labeled = !panel && element.clientWidth >= NARROW_PX;
    const strokeOf = ({ color }) => (color === "none" ? look.quiet : color);
    // Where a color is near the paper's, its edge is ink.
    const faint = (stroke) => contrast(stroke, look.paper) < 3;
    const lines = groups.flatMap((group) => {
      const stroke = strokeOf(group);
      const pattern = panel || group.dash === "none" ? [] : group.dash.split(" ").map(Number);
      // Else it is paper, which keeps crossing lines apart.
      const edge = faint(stroke) ? look.ink : look.paper;
      const shared = { points: { show: false }, dash: pattern };
      return [{ ...shared, stroke: edge, width: 5.5 }, { ...shared, stroke, width: 3 }];
    });
    const bound = { points: { show: false }, width: 1.5, stroke: faint(strokeOf(groups[0])) ? look.ink : strokeOf(groups[0]) };
    const axis = { stroke: look.quiet, font, grid: { stroke: look.line, width: 1 }, ticks: { show: false } };
    const names = groups.map((group) => group.group);
    return {
      ...sizeOf(element),
      padding: [10, labeled ? widest(names, font) + 14 : 2.4 * size, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: () => valueRange(element) } },
      series: [{}, ...(panel ? [bound, bound] : []), ...lines],
      bands: panel ? [{ series: [2, 1], fill: strokeOf(groups[0]) + "4d" }] : [],
      axes: [
        { ...axis, values: (u, times, i, space, step) => times.map((time) => clock(time, step)), space: 6 * size, size: 2.6 * size },
        { ...axis, values: (u, values, i, space, step) => values.map((value) => number(value, step, panel) + unit), size: 4.4 * size },
      ],
      hooks: {
        drawAxes: [(u) => panel && zeroLine(u, look)],
        draw: [(u) => labeled && endLabels(u, groups, look, size)],
      },
    };
  }

  function widest(names, font) {
    const context = document.createElement("canvas").getContext("2d");
    context.font = font;
    return Math.min(160, Math.max(...names.map((name) => context.measureText(name).width)));
  }

  // The first looks leave nearly everything open; the later three quarters say what is worth showing.
  function valueRange(element) {
    const panel = isPanel(element);
    const shown = alike(element)
      .flatMap((chart) => JSON.parse(chart.dataset.series))
      .map((column) => column.filter((value) => value !== null))
      .flatMap((column) => column.slice(Math.floor(column.length / 4)));
    if (panel) shown.push(0);
    if (shown.length === 0) return [0, 1];
    const low = Math.min(...shown);
    const high = Math.max(...shown);
    const room = (high - low || 20) * 0.06;
    return [panel ? low - room : Math.max(0, low - room), high + room];
  }

  function number(value, step, signed) {
    const digits = Math.abs(value).toFixed(Number.isInteger(step) ? 0 : step >= 0.1 ? 1 : 2);
    return (value < 0 ? "\u2212" : signed && value > 0 ? "+" : "") + digits;
  }

  // Within a second there is nothing to say that the second does not.
  function clock(time, step) {
    if (!Number.isInteger(time)) return "";
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
  function endLabels(u, groups, look, size) {
    const gap = 1.25 * size * devicePixelRatio;
    const labels = groups.map(({ group }, g) => ({
      name: group,
      value: u.data[1 + 2 * g].findLast((value) => value !== null),
    }));
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
