// E16: a binding of a function names the variable that its connection string stands in.
import { input, output } from '@azure/functions';

export const paid = output.serviceBusQueue({ queueName: 'paid', connection: 'BINDING_MISSING' }); // want: env-example

export const orders = input.storageBlob({ connection: 'BINDING_DOCUMENTED', path: 'orders' }); // ok: env-example

export const plain = { connection: 'NO_VARIABLE' };
open('database', { connection: 'NO_VARIABLE' });
