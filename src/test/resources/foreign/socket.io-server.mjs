// A server of the npm package socket.io. Prints its port, and ends when its standard input does.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http);

// Refuses the token "wrong".
io.use((socket, next) => next(socket.handshake.auth.token === 'wrong' ? new Error('not with this token') : undefined));
io.on('connection', socket => {
  socket.on('ping', done => done());
  socket.on('message', (text, done) => done?.());
});

http.listen(0, '127.0.0.1', () => console.log(`READY port=${http.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
