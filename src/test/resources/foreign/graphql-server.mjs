// A server of the npm packages graphql-ws, ws and graphql. Prints its port, and ends when its standard input does.
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const schema = buildSchema('type Query { hello: String }');
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/graphql' });
const tokens = new Set();

// Refuses the token "wrong" with close code 4403, as graphql-ws does if onConnect returns false.
useServer(
  {
    schema,
    onConnect: context => {
      tokens.add(context.connectionParams?.token);
      return context.connectionParams?.token !== 'wrong';
    },
  },
  server,
);

server.on('listening', () => console.log(`READY port=${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
