// An echo server of the npm package ws. Prints its port, and ends when its standard input does.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });

server.on('connection', socket => socket.on('message', (data, binary) => socket.send(data, { binary })));
server.on('listening', () => console.log(`READY port=${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
