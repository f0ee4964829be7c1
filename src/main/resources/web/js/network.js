/** Draws a graph of things on a canvas, with the cytoscape library. */

const COLOURS = {
  light: { person: '#0f766e', organization: '#9a5b00', place: '#2f5fa8', project: '#7a3e9d', product: '#b3261e', identifier: '#5d6470', other: '#55524b', text: '#1d1c1a', edge: '#b9b4a9', ended: '#d0a35a', halo: '#f7f6f3', mark: '#0b5a54' },
  dark: { person: '#4fc3b4', organization: '#e8b35f', place: '#8db6f5', project: '#cfa0ee', product: '#ff8f86', identifier: '#a7aeb9', other: '#b9beba', text: '#eceeec', edge: '#4c524f', ended: '#8b6a2d', halo: '#131413', mark: '#a5efe4' },
};

export const KINDS = ['person', 'organization', 'place', 'project', 'product', 'identifier', 'other'];

const isDark = () => document.documentElement.dataset.theme
  ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;

/** With more edges than so many, they are plain lines. */
const LARGE = 600;

const size = (degree) => Math.min(54, 13 + 6 * Math.sqrt(degree));
/** Where a new node is drawn before its place is found: near another, or on a spiral. */
function first(index, near) {
  const spread = (near ? 8 : 26) * Math.sqrt(index + 1);
  return { x: (near?.x ?? 0) + spread * Math.cos(index * 2.4), y: (near?.y ?? 0) + spread * Math.sin(index * 2.4) };
}

const edgeId = (edge) => `${edge.subject} ${edge.predicate} ${edge.object}`;

export async function network(container, { onchoose }) {
  const { default: cytoscape } = await import('/lib/cytoscape/cytoscape.esm.min.mjs');
  const cy = cytoscape({ container, style: style(false), minZoom: 0.05, maxZoom: 4, hideEdgesOnViewport: true, textureOnViewport: false, pixelRatio: 'auto', boxSelectionEnabled: false });
  const worker = new Worker('/js/layout.js');
  let turn = 0;
  let following = true;
  let large = false;

  cy.on('tap', 'node', (event) => onchoose(event.target.id()));
  cy.on('tap', (event) => event.target === cy && onchoose(null));
  cy.on('pan zoom', (event) => { if (event.originalEvent) following = false; });
  container.addEventListener('wheel', () => { following = false; }, { passive: true });

  worker.onmessage = ({ data }) => {
    if (data.turn !== turn) {
      return;
    }
    const places = new Map(data.places.map((place) => [place.id, place]));
    cy.nodes().positions((node) => places.get(node.id()) ?? node.position());
    if (following) {
      cy.fit(undefined, 34);
    }
    if (data.done) {
      container.dataset.settled = 'true';
    }
  };

  function settle() {
    container.dataset.settled = 'false';
    following = true;
    cy.fit(undefined, 34);
    const nodes = cy.nodes().map((node) => {
      const { x, y } = node.position();
      return { id: node.id(), size: node.data('size'), x, y };
    });
    const links = cy.edges().map((edge) => ({ source: edge.data('source'), target: edge.data('target') }));
    worker.postMessage({ nodes, links, turn: ++turn });
  }

  function add(slice, near) {
    const from = near && cy.getElementById(near).position();
    const elements = [];
    for (const node of slice.nodes) {
      if (cy.getElementById(node.id).empty()) {
        elements.push({ group: 'nodes', data: { id: node.id, name: node.name, kind: node.kind, degree: node.degree, size: size(node.degree) }, position: first(elements.length, from) });
      }
    }
    for (const edge of slice.edges) {
      if (cy.getElementById(edgeId(edge)).empty()) {
        elements.push({ group: 'edges', data: { id: edgeId(edge), source: edge.subject, target: edge.object, label: edge.predicate.replaceAll('_', ' '), predicate: edge.predicate, from: edge.from, to: edge.to ?? '' } });
      }
    }
    // before they are there, so that each gets its style but once
    const lines = cy.edges().length + elements.filter((element) => element.group === 'edges').length;
    if (lines > LARGE !== large) {
      large = !large;
      cy.style(style(large));
    }
    cy.add(elements);
    settle();
  }

  return {
    show(slice) {
      cy.elements().remove();
      add(slice);
    },
    add,
    choose(id) {
      cy.elements().removeClass('chosen near');
      if (id) {
        const node = cy.getElementById(id);
        node.addClass('chosen');
        node.neighborhood().addClass('near');
      }
    },
    /** Shows only what held at a time (null for whatever time) and has one of the predicates (empty for all). */
    narrow(time, predicates) {
      cy.batch(() => cy.edges().forEach((edge) => {
        const { from, to, predicate } = edge.data();
        const held = time === null || from <= time && (!to || time < to);
        const wanted = predicates.size === 0 || predicates.has(predicate);
        edge.toggleClass('gone', !held || !wanted);
        edge.toggleClass('ended', time === null && Boolean(to));
      }));
    },
    centre(id) {
      following = false;
      cy.animate({ center: { eles: cy.getElementById(id) }, zoom: Math.max(cy.zoom(), 1) }, { duration: 250 });
    },
    counts: () => ({ nodes: cy.nodes().length, edges: cy.edges().not('.gone').length }),
    repaint: () => cy.style(style(large)),
    zoom(factor) {
      following = false;
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    },
    fit: () => cy.fit(undefined, 34),
    /** Where a node is drawn, in pixels of the container. */
    placeOf: (id) => cy.getElementById(id).renderedPosition(),
    close() {
      worker.terminate();
      cy.destroy();
    },
  };
}

function style(large) {
  const c = COLOURS[isDark() ? 'dark' : 'light'];
  return [
    { selector: 'node', style: { width: 'data(size)', height: 'data(size)', 'background-color': c.other, label: 'data(name)', color: c.text, 'font-family': 'system-ui, sans-serif', 'font-size': 11, 'text-valign': 'bottom', 'text-margin-y': 4, 'text-max-width': 120, 'text-wrap': 'ellipsis', 'text-outline-color': c.halo, 'text-outline-width': 2, 'min-zoomed-font-size': 7, 'border-width': 2, 'border-color': c.halo } },
    ...KINDS.map((kind) => ({ selector: `node[kind = "${kind}"]`, style: { 'background-color': c[kind] } })),
    { selector: 'edge', style: { width: 1.3, 'line-color': c.edge, ...(large ? { 'curve-style': 'haystack', 'haystack-radius': 0 } : { 'curve-style': 'bezier', 'target-arrow-shape': 'triangle', 'target-arrow-color': c.edge, 'arrow-scale': 0.8 }), 'font-size': 9, color: c.text, 'text-outline-color': c.halo, 'text-outline-width': 2, 'min-zoomed-font-size': 8, 'text-rotation': 'autorotate' } },
    { selector: 'edge.ended', style: { 'line-style': 'dashed', 'line-color': c.ended, 'target-arrow-color': c.ended } },
    { selector: 'edge.near', style: { label: 'data(label)', width: 2, 'line-color': c.mark, 'target-arrow-color': c.mark } },
    { selector: 'node.chosen', style: { 'border-color': c.mark, 'border-width': 4 } },
    { selector: '.gone', style: { display: 'none' } },
  ];
}
