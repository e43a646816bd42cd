"use strict";
// Draws the page's charts from the JSON beside it. An error is left on the root element for whoever looks.
window.addEventListener("error", e => { document.documentElement.dataset.error = e.message; });

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const group = n => n.toLocaleString("en-US", {maximumFractionDigits: n < 100 ? 1 : 0});
const digits = n => n >= 99.95 ? group(n) : String(+n.toPrecision(3));
const time = us => us < 1e3 ? digits(us) + " µs" : us < 1e6 ? digits(us / 1e3) + " ms" : digits(us / 1e6) + " s";
const short = n => n >= 1e6 ? +(n / 1e6).toPrecision(3) + "M" : n >= 1e4 ? +(n / 1e3).toPrecision(3) + "K" : group(n);
const Y = {us: {text: time, log: true}, per_second: {text: n => group(n) + " /s", tick: short, log: false}};

// Cold to hot with the load; a few lines are spread over the first six colours, more use all eight.
function colour(series) {
  const i = series.colours <= 6 ? Math.round(series.colour * 5 / Math.max(1, series.colours - 1)) : series.colour % 8;
  return css("--c" + i);
}

// The values 1, 2, 5 x 10^n in and around a range; whole decades only where there would be too many.
function steps(min, max, most) {
  const pick = factors => {
    const all = [];
    for (let e = -1; e <= 10; e++) for (const f of factors) all.push(f * 10 ** e);
    return all.filter(v => v >= min * 0.999 && v <= max * 1.001);
  };
  const fine = pick([1, 2, 5]);
  return fine.length <= most ? fine : pick([1]);
}

function logRange(u, min, max) {
  if (min == null || max == null) return [1, 10];
  const all = steps(1e-1, 1e10, 1e9);
  const low = all.filter(v => v <= min * 1.0001).pop() ?? min;
  const high = all.find(v => v >= max * 0.9999) ?? max;
  return low < high ? [low, high] : [low / 2, high * 2];
}

function percentileText(x) {
  const p = 100 - 100 / x;
  const nines = Math.max(0, Math.ceil(Math.log10(x) - 1e-9) - 1);
  return +p.toFixed(Math.min(4, nines)) + " %";
}

// Ticks without those whose labels would touch the one before.
function apart(u, ticks, pixels) {
  let last = -Infinity;
  return ticks.filter(x => {
    const at = u.valToPos(x, "x");
    if (at - last < pixels) return false;
    last = at;
    return true;
  });
}

function axes(chart, y) {
  const common = {stroke: () => css("--ink2"), font: "12px system-ui, sans-serif", ticks: {show: false}};
  const grid = {stroke: () => css("--grid"), width: 1};
  const percentile = chart.x === "percentile";
  return [
    {
      ...common, grid, size: 34, gap: 8,
      splits: u => percentile
        ? apart(u, [1, 10, 100, 1e3, 1e4, 1e5].filter(v => v <= chart.xs.at(-1) * 1.001), 58)
        : apart(u, chart.xs, 44),
      filter: (u, splits) => splits,
      values: (u, splits) => splits.map(v => percentile ? percentileText(v) : short(v)),
    },
    {
      ...common, grid, size: 66, gap: 6,
      ...(y.log ? {splits: (u, i, min, max) => steps(min, max, 9), filter: (u, splits) => splits} : {}),
      values: (u, splits) => splits.map(v => v == null ? "" : (y.tick ?? y.text)(v)),
    },
  ];
}

function tip(chart, y) {
  let box;
  const hide = () => { box.hidden = true; };
  return {hooks: {
    init: u => {
      box = document.createElement("div");
      box.className = "tip";
      box.hidden = true;
      u.over.append(box);
      u.over.addEventListener("mouseleave", hide);
    },
    setCursor: u => {
      const i = u.cursor.idx;
      if (i == null || u.cursor.left < 0) return hide();
      const rows = chart.series.map((s, k) => ({s, v: u.data[k + 1][i], on: u.series[k + 1].show}))
        .filter(r => r.on && r.v != null).sort((a, b) => b.v - a.v);
      if (!rows.length) return hide();
      fill(box, chart, y, i, rows);
      box.hidden = false;
      place(u, box);
    },
  }};
}

function fill(box, chart, y, i, rows) {
  const x = chart.xs[i];
  const head = document.createElement("b");
  head.textContent = chart.x === "percentile" ? percentileText(x) : group(x) + " connections";
  box.replaceChildren(head);
  for (const {s, v} of rows) {
    const row = document.createElement("div");
    const name = document.createElement("span"), value = document.createElement("span");
    const doubt = inDoubt(s, i);
    name.textContent = doubt ? s.label + " " + s.verdicts[i] : s.label;
    row.classList.toggle("doubt", doubt);
    value.textContent = y.text(v);
    row.append(swatch(s), name, value);
    box.append(row);
  }
}

function place(u, box) {
  const {left, top} = u.cursor, w = box.offsetWidth, h = box.offsetHeight;
  const right = left + 16 + w <= u.over.clientWidth;
  box.style.left = Math.max(-60, right ? left + 16 : left - 16 - w) + "px";
  box.style.top = Math.min(Math.max(0, top - h / 2), Math.max(0, u.over.clientHeight - h)) + "px";
}

function swatch(s) {
  const mark = document.createElement("i");
  mark.style.borderColor = colour(s);
  mark.classList.toggle("dashed", s.dashed);
  return mark;
}

// A point of a tier whose verdict is not VALID; a line of one tier has the verdict in its label.
const inDoubt = (series, i) => series.verdicts.length > 0 && series.verdicts[i] !== "VALID";

// A ring round every point of a tier whose verdict is not VALID.
function rings(chart) {
  return {hooks: {draw: u => {
    const {ctx} = u, ratio = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = css("--bad");
    ctx.lineWidth = 2 * ratio;
    chart.series.forEach((s, k) => s.ys.forEach((v, i) => {
      if (v == null || !inDoubt(s, i) || !u.series[k + 1].show) return;
      ctx.beginPath();
      ctx.arc(u.valToPos(chart.xs[i], "x", true), u.valToPos(v, "y", true), 8 * ratio, 0, 2 * Math.PI);
      ctx.stroke();
    }));
    ctx.restore();
  }}};
}

function legend(box, chart, plot) {
  if (chart.series.length < 2) return;
  chart.series.forEach((s, k) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    button.append(swatch(s), s.label);
    button.addEventListener("click", () => {
      const show = !plot.series[k + 1].show;
      plot.setSeries(k + 1, {show});
      button.setAttribute("aria-pressed", String(show));
    });
    box.append(button);
  });
}

function draw(chart, box, legendBox) {
  const y = Y[chart.y], points = chart.x !== "percentile";
  const size = () => ({width: box.clientWidth, height: box.clientHeight});
  const plot = new uPlot({
    ...size(),
    padding: [10, points ? 14 : 30, 0, 0],
    legend: {show: false},
    cursor: {y: false, points: {size: 7}},
    scales: {
      x: {time: false, distr: 3, range: (u, min, max) => points ? [min / 1.15, max * 1.15] : [min, max]},
      y: y.log ? {distr: 3, range: logRange} : {range: (u, min, max) => [0, (max || 1) * 1.1]},
    },
    axes: axes(chart, y),
    series: [{}, ...chart.series.map(s => ({
      label: s.label, stroke: () => colour(s), width: 2, dash: s.dashed ? [6, 4] : undefined,
      points: {show: points, size: 7, fill: () => colour(s)}, spanGaps: false,
    }))],
    plugins: [tip(chart, y), rings(chart)],
  }, [chart.xs, ...chart.series.map(s => s.ys)], box);
  legend(legendBox, chart, plot);
  new ResizeObserver(() => plot.setSize(size())).observe(box);
  return plot;
}

const plots = JSON.parse(document.getElementById("charts").textContent).map((chart, i) => {
  const one = name => document.querySelector(`[data-${name}="${i}"]`);
  return {chart, legend: one("legend"), plot: draw(chart, one("chart"), one("legend"))};
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const {chart, legend, plot} of plots) {
    plot.redraw(false, true);
    legend.querySelectorAll("i").forEach((mark, k) => { mark.style.borderColor = colour(chart.series[k]); });
  }
});
document.documentElement.dataset.charts = String(plots.length);
