// What is stored has to have the field of the key. A type without id is no document, but what is wanted of one.
import { getContainer } from './database';

interface Plan {
  code: string;
  name: string;
}
interface Tour {
  id: string;
  startedAt: string;
}
interface Shift {
  id: string;
  driverId: string;
  vehicleId: string;
}

const tours = getContainer('tours');
const shifts = getContainer('shifts');

export const readTour = (id: string, depotId: string) => tours.item(id, depotId).read<Tour>(); // want: partition-key-type; ok: partition-key-use
export const saveTour = (id: string) => tours.items.create({ id, startedAt: new Date().toISOString() }); // want: partition-key-type
export const putTour = (body: object) => getContainer('slots').items.upsert<Tour>(body as never); // want: partition-key-type
export const saveMore = (id: string, rest: object) => shifts.items.create({ id, ...rest }); // unknown: partition-key-type
export const lean = (id: string, depotId: string) => tours.item(id, depotId).read<{ startedAt: string }>(); // ok: partition-key-use
export const plan = (id: string) => getContainer('plans').item(id, id).read<Plan>(); // ok: partition-key-use
export const any = <T>(id: string, depotId: string) => tours.item(id, depotId).read<T>(); // ok: partition-key-use; unknown: partition-key-type

// Two declarations of one package differ: a use is wrong only if it agrees with none.
export const first = (id: string, depotId: string) => shifts.item(id, depotId).read(); // ok: partition-key-use
export const second = (id: string, driverId: string) => shifts.item(id, driverId).read<Shift>(); // ok: partition-key-use partition-key-type
export const third = (id: string, vehicleId: string) => shifts.item(id, vehicleId).read<Shift>(); // want: partition-key-use; ok: partition-key-type
