// A worker of its own: finds places for the nodes of a graph, so that the page stays quick meanwhile.
importScripts('/lib/d3-dispatch/d3-dispatch.min.js', '/lib/d3-quadtree/d3-quadtree.min.js', '/lib/d3-timer/d3-timer.min.js', '/lib/d3-force/d3-force.min.js');

const TOLD_EVERY_MILLIS = 120;

self.onmessage = ({ data: { nodes, links, turn } }) => {
  const many = nodes.length > 250;
  const simulation = self.d3.forceSimulation(nodes)
    .force('link', self.d3.forceLink(links).id((node) => node.id).distance(many ? 46 : 74).strength(0.5))
    .force('charge', self.d3.forceManyBody().strength(many ? -60 : -190).theta(1.1).distanceMax(700))
    .force('x', self.d3.forceX().strength(0.05))
    .force('y', self.d3.forceY().strength(0.06))
    .force('apart', self.d3.forceCollide((node) => node.size / 2 + 7))
    .alphaDecay(many ? 0.05 : 0.03)
    .stop();
  const steps = Math.ceil(Math.log(simulation.alphaMin()) / Math.log(1 - simulation.alphaDecay()));
  let told = Date.now();
  const places = () => nodes.map(({ id, x, y }) => ({ id, x, y }));
  for (let step = 0; step < steps; step++) {
    simulation.tick();
    if (!many && Date.now() - told > TOLD_EVERY_MILLIS) {
      told = Date.now();
      self.postMessage({ turn, places: places(), done: false });
    }
  }
  self.postMessage({ turn, places: places(), done: true });
};
