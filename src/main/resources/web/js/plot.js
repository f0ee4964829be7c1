/** Plots of numbers over time, with the uPlot library, in the colours of the page. */

let library;

function load() {
  library ??= new Promise((resolve, reject) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/lib/uplot/uPlot.min.css';
    const script = document.createElement('script');
    script.src = '/lib/uplot/uPlot.iife.min.js';
    script.onload = () => resolve(window.uPlot);
    script.onerror = reject;
    document.head.append(sheet, script);
  });
  return library;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * Draws a plot that fits its place, until the function it gives back is called.
 * @param series each with label, colour (a CSS variable), bars or not, and how its values read
 */
export async function plot(place, { times, series, height = 190, onpick, points = true }) {
  const UPlot = await load();
  let drawn;
  // so that the first and the last bar are whole
  const half = times.length > 1 ? (times[1] - times[0]) / 2 : 43200;
  const canvas = place.appendChild(document.createElement('div'));
  const width = () => Math.max(220, canvas.clientWidth);
  const axis = () => ({ stroke: colour('--faint'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' });
  const draw = () => {
    drawn?.destroy();
    drawn = new UPlot({
      width: width(), height, padding: [12, 8, 0, 0],
      cursor: { y: false, points: { show: false } },
      legend: { live: true },
      scales: { x: { range: (self, low, high) => [low - half, high + half] }, y: { range: (self, low, high) => [0, Math.max(high * 1.1, 1)] } },
      axes: [axis(), { ...axis(), size: 48 }],
      series: [{}, ...series.map((one) => ({
        label: one.label, stroke: colour(one.colour), fill: one.bars ? `color-mix(in srgb, ${colour(one.colour)} 72%, transparent)` : undefined, width: one.bars ? 0 : 2,
        paths: one.bars ? UPlot.paths.bars({ size: [0.86, 46], radius: 0.15 }) : undefined, points: { show: points && !one.bars, size: 5 }, value: (self, value) => value === null || value === undefined ? '–' : one.format ? one.format(value) : value,
      }))],
    }, [times, ...series.map((one) => one.values)], canvas);
    if (onpick) {
      drawn.over.addEventListener('click', () => drawn.cursor.idx !== null && onpick(drawn.cursor.idx));
    }
  };
  draw();
  const size = new ResizeObserver(() => drawn && drawn.width !== width() && drawn.setSize({ width: width(), height }));
  size.observe(canvas);
  window.addEventListener('theme', draw);
  return () => {
    size.disconnect();
    window.removeEventListener('theme', draw);
    drawn?.destroy();
    canvas.remove();
  };
}
