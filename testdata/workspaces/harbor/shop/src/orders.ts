import { ServiceBusClient } from '@azure/service-bus';
import { publish as send } from '@acme/queue';
import { Queue } from './queues.js';

const bus = new ServiceBusClient('Endpoint=sb://harbor'); // ok: client-per-request

export const created = (id: string) => send(Queue.Created, { id, version: 2 });
export const paid = (id: string) => send(Queue.Paid, { id, version: 1 });
export const audited = (id: string) => bus.createSender('audit').sendMessages({ body: id }); // want: no-raw-service-bus
