// A broker of the npm package stomp-broker-js. Prints its port, and ends when its standard input does.
import { createServer } from 'node:http';
import StompServer from 'stomp-broker-js';

const http = createServer();
const broker = new StompServer({ server: http, path: '/ws', heartbeat: [100, 100], heartbeatErrorMargin: 100 });

// Since the broker supports middleware, it no longer calls back, and thus sends no receipts.
const send = broker.onSend;
broker.onSend = (socket, args, done) => {
  const sent = send.call(broker, socket, args);
  done?.(sent);
  return sent;
};

// Refuses the login "nobody".
broker.setMiddleware('connect', (socket, args, next) => args.headers.login !== 'nobody' && next());

http.listen(0, '127.0.0.1', () => console.log(`READY port=${http.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
