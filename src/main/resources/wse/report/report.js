"use strict";
// Draws the page's charts from the JSON beside it. An error is left on the root element for whoever looks.
window.addEventListener("error", e => { document.documentElement.dataset.error = e.message; });

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const group = n => n.toLocaleString("en-US", {maximumFractionDigits: n < 100 ? 1 : 0});
const digits = n => n >= 99.95 ? group(n) : String(+n.toPrecision(3));
const time = us => us < 1e3 ? digits(us) + " µs" : us < 1e6 ? digits(us / 1e3) + " ms" : digits(us / 1e6) + " s";
const short = n => n >= 1e6 ? +(n / 1e6).toPrecision(3) + "M" : n >= 1e4 ? +(n / 1e3).toPrecision(3) + "K" : group(n);
const bytes = n => {
  if (n === 0) return "0";
  const unit = n < 2 ** 20 ? 1 : n < 2 ** 30 ? 2 : 3;
  return digits(n / 1024 ** unit) + " " + ["B", "KiB", "MiB", "GiB"][unit];
};
const Y = {
  us: {text: time, log: true},
  per_second: {text: n => group(n) + " /s", tick: short, log: false},
  cores: {text: n => digits(n) + (n === 1 ? " core" : " cores"), tick: digits, log: false},
  bytes: {text: bytes, log: false, units: true},
  count: {text: group, tick: short, log: false},
  percent: {text: n => digits(n) + " %", log: false},
};
const utc = seconds => new Date(seconds * 1e3).toISOString().slice(0, 16).replace("T", " ");
const clock = s => {
  const whole = Math.floor(s), two = n => String(n).padStart(2, "0");
  if (s < 60) return digits(+s.toFixed(2)) + " s";
  return whole < 3600 ? Math.floor(whole / 60) + ":" + two(whole % 60)
    : Math.floor(whole / 3600) + ":" + two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60);
};

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

// Round numbers of seconds, minutes or hours.
function times(u, min, max) {
  const most = Math.max(2, u.over.clientWidth / 70);
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400]
    .find(s => (max - min) / s <= most) ?? 604800;
  const all = [];
  for (let i = Math.ceil(min / step); i * step <= max; i++) all.push(+(i * step).toFixed(3));
  return all;
}

// Memory in steps that are round in binary units.
function powers(u, i, min, max) {
  const step = 2 ** Math.ceil(Math.log2(Math.max(1, max / 5)));
  const all = [];
  for (let v = 0; v <= max; v += step) all.push(v);
  return all;
}

const X = {
  percentile: {
    text: percentileText, head: percentileText, distr: 3, range: (u, min, max) => [min, max],
    splits: chart => u => apart(u, [1, 10, 100, 1e3, 1e4, 1e5].filter(v => v <= chart.xs.at(-1) * 1.001), 58),
  },
  connections: {
    text: short, head: x => group(x) + (x === 1 ? " connection" : " connections"), distr: 3, range: (u, min, max) => [min / 1.15, max * 1.15],
    splits: chart => u => apart(u, chart.xs, 44),
  },
  seconds: {
    text: clock, head: clock, distr: 1, range: (u, min, max) => max > min ? [min, max] : [min, min + 1],
    splits: () => (u, i, min, max) => times(u, min, max),
  },
  time: {
    text: at => utc(at).slice(5), head: at => utc(at) + " UTC", distr: 1,
    range: (u, min, max) => { const margin = (max - min) * 0.03 || 60; return [min - margin, max + margin]; },
    splits: chart => u => apart(u, chart.xs, 84),
  },
};

function axes(chart, y) {
  const common = {stroke: () => css("--ink2"), font: "12px system-ui, sans-serif", ticks: {show: false}};
  const grid = {stroke: () => css("--grid"), width: 1};
  const x = X[chart.x];
  return [
    {
      ...common, grid, size: 34, gap: 8,
      splits: x.splits(chart),
      filter: (u, splits) => splits,
      values: (u, splits) => splits.map(x.text),
    },
    {
      ...common, grid, size: 66, gap: 6,
      ...(y.units ? {splits: powers} : {}),
      ...(y.log ? {splits: (u, i, min, max) => steps(min, max, 9), filter: (u, splits) => splits} : {}),
      values: (u, splits) => splits.map(v => v == null ? "" : (y.tick ?? y.text)(v)),
    },
  ];
}

function tip(chart, y, said) {
  let box;
  const hide = () => { box.hidden = true; };
  return {hooks: {
    init: u => {
      box = document.createElement("div");
      box.className = "tip";
      box.hidden = true;
      u.over.append(box);
      u.over.addEventListener("mouseleave", hide);
      u.root.parentElement.addEventListener("blur", hide);
    },
    setCursor: u => {
      const i = u.cursor.idx;
      if (i == null || u.cursor.left < 0) return hide();
      const rows = values(chart, u, i);
      if (!rows.length) return hide();
      fill(box, chart, y, i, rows);
      if (u.root.parentElement === document.activeElement) said.textContent = sentence(chart, y, i, rows);
      box.hidden = false;
      place(u, box);
    },
  }};
}

// The visible lines that have a value at a point, the highest first.
const values = (chart, u, i) => chart.series.map((s, k) => ({s, v: u.data[k + 1][i], on: u.series[k + 1].show}))
  .filter(r => r.on && r.v != null).sort((a, b) => b.v - a.v);

function head(chart, i) {
  const x = chart.xs[i], at = X[chart.x].head(x);
  const span = chart.spans.find(s => x >= s.from && x <= s.to);
  return span ? at + " · " + span.label + (span.verdict && " " + span.verdict) : at;
}

const name = (s, i) => inDoubt(s, i) ? s.label + " " + s.verdicts[i] : s.label;
const sentence = (chart, y, i, rows) =>
  head(chart, i) + ": " + rows.map(({s, v}) => name(s, i) + " " + y.text(v)).join(", ");

function fill(box, chart, y, i, rows) {
  const title = document.createElement("b");
  title.textContent = head(chart, i);
  box.replaceChildren(title);
  for (const {s, v} of rows) {
    const row = document.createElement("div");
    const label = document.createElement("span"), value = document.createElement("span");
    label.textContent = name(s, i);
    row.classList.toggle("doubt", inDoubt(s, i));
    value.textContent = y.text(v);
    row.append(swatch(s), label, value);
    box.append(row);
  }
}

// The arrow keys move from point to point, Home and End to the first and last; Escape leaves.
function keys(box, chart, plot) {
  let at = -1;
  box.addEventListener("keydown", e => {
    const step = {ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity}[e.key];
    if (e.key === "Escape") return plot.setCursor({left: -10, top: -10});
    if (!step) return;
    e.preventDefault();
    const known = chart.xs.map((x, i) => i).filter(i => values(chart, plot, i).length);
    const next = step > 0 ? known.filter(i => i > at) : known.filter(i => i < at).reverse();
    at = Math.abs(step) === 1 ? next[0] ?? at : next.at(-1) ?? at;
    if (at < 0) return;
    const top = values(chart, plot, at)[0].v;
    plot.setCursor({left: plot.valToPos(chart.xs[at], "x"), top: plot.valToPos(top, "y")});
  });
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

// A band behind every other tier, with the name of each tier that has room for it.
function bands(chart) {
  return {hooks: {drawClear: u => {
    const {ctx} = u, ratio = devicePixelRatio, {left, top, width, height} = u.bbox;
    ctx.save();
    ctx.font = 11 * ratio + "px system-ui, sans-serif";
    ctx.textBaseline = "top";
    chart.spans.forEach((span, i) => {
      const from = Math.max(left, u.valToPos(span.from, "x", true));
      const to = Math.min(left + width, u.valToPos(span.to, "x", true));
      if (i % 2 === 0) {
        ctx.fillStyle = css("--band");
        ctx.fillRect(from, top, Math.max(1, to - from), height);
      }
      const brief = span.label.replace(/ connections?/, "").replace(/ schedule/, ""), verdict = span.verdict && " " + span.verdict;
      const label = [span.label + verdict, brief + verdict, brief, brief.split(" ")[0].replace(/,$/, "")]
        .find(text => ctx.measureText(text).width < to - from - 8 * ratio);
      if (label) {
        ctx.fillStyle = css(span.verdict ? "--bad" : "--ink2");
        ctx.fillText(label, from + 4 * ratio, top + 3 * ratio);
      }
    });
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

function draw(chart, box, legendBox, said) {
  const y = Y[chart.y], x = X[chart.x], overTime = chart.x === "seconds";
  const points = chart.x === "connections" || chart.x === "time";
  // Over time, the names of the tiers need room at the top.
  const room = !overTime ? y.log ? 1 : 1.1 : y.log ? 2 : 1.2;
  const size = () => ({width: box.clientWidth, height: box.clientHeight});
  const plot = new uPlot({
    ...size(),
    padding: [10, points ? 14 : 30, 0, 0],
    legend: {show: false},
    cursor: {y: false, points: {size: 7}, drag: {x: false, y: false}},
    scales: {
      x: {time: false, distr: x.distr, range: x.range},
      y: y.log ? {distr: 3, range: (u, min, max) => logRange(u, min, max && max * room)}
        : {range: (u, min, max) => [0, (max || 1) * room]},
    },
    axes: axes(chart, y),
    series: [{}, ...chart.series.map(s => ({
      label: s.label, stroke: () => colour(s), width: 2, dash: s.dashed ? [6, 4] : undefined,
      points: {show: points || overTime && chart.xs.length <= 40, size: overTime ? 5 : 7, fill: () => colour(s)}, spanGaps: chart.x === "time",
    }))],
    plugins: [tip(chart, y, said), rings(chart), bands(chart)],
  }, [chart.xs, ...chart.series.map(s => s.ys)], box);
  legend(legendBox, chart, plot);
  keys(box, chart, plot);
  new ResizeObserver(() => plot.setSize(size())).observe(box);
  return plot;
}

const plots = JSON.parse(document.getElementById("charts").textContent).map((chart, i) => {
  const one = name => document.querySelector(`[data-${name}="${i}"]`);
  return {chart, legend: one("legend"), plot: draw(chart, one("chart"), one("legend"), one("said"))};
});

// The lines take their colours from the style sheet, which differs between light and dark, and on paper.
function recolour() {
  for (const {chart, legend, plot} of plots) {
    plot.redraw(false, true);
    legend.querySelectorAll("i").forEach((mark, k) => { mark.style.borderColor = colour(chart.series[k]); });
  }
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
matchMedia("print").addEventListener("change", recolour);
document.documentElement.dataset.charts = String(plots.length);
