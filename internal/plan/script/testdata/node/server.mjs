// A Cosmos DB server in memory. It prints its port, and ends when its input does.
import server from '@vercel/cosmosdb-server';

const http = server.createHttpServer({ keepAlive: true });
http.keepAliveTimeout = 0; // or it closes connections while a request is on its way over them
http.listen(0, '127.0.0.1', () => console.log(http.address().port));
process.stdin.on('end', () => process.exit()).resume();
