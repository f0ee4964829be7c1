// Which other hosts a client tried to reach; none is let through.
import net from 'node:net';

/** The list of hosts, which grows as they are tried. */
export function watchTraffic() {
  const elsewhere = [];
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...given) {
    const options = Array.isArray(given[0]) ? given[0][0] : given[0];
    const host = options?.host ?? 'localhost';
    if (!['127.0.0.1', 'localhost', '::1'].includes(host)) {
      elsewhere.push(host);
      throw new Error(`${host} is not this machine`);
    }
    return connect.apply(this, given);
  };
  return elsewhere;
}
