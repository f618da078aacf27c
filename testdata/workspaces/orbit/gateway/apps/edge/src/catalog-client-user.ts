// T2: the anonymous clients under whatever name their importers like.
import goods from './axios-default-export/catalog.js';
import cars from './axios-default-export/fleet.js';
import { default as maps } from './axios-default-export/maps.js';

export const items = () => goods.get('/items').then((r) => r.data);
export const vehicle = (id: string) => cars.get(`/vehicles/${id}`).then((r) => r.data);
export const place = (name: string) => maps.get(`/geocoding/v5/mapbox.places/${name}.json`).then((r) => r.data);
