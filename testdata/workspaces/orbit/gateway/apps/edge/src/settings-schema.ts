// Addresses in an environment that a schema has read: ours by their names, unless the default is somebody else's.
import { z } from 'zod';

const Settings = z
  .object({
    BERTH_URL: z.string().url(),
    PILOT_URL: z.string().url().optional(),
    FORECAST_URL: z.string().url().default('https://forecast.example.com'),
    STRIPE_API_URL: z.string().url(),
    RETRIES: z.coerce.number().default(3),
  })
  .refine((settings) => settings.RETRIES < 10);

export const settings = Settings.parse(process.env);

const checked = z.object({ QUAY_URL: z.string() }).safeParse(process.env);
if (!checked.success) throw new Error('QUAY_URL is missing');
export const more = checked.data;

export const answer = Settings.parse(JSON.parse('{}'));

export const berths = () => fetch(`${settings.BERTH_URL}/berths`); // want: request-id
export const pilots = () => fetch(`${settings.PILOT_URL}/pilots`); // want: request-id
export const quays = () => fetch(`${more.QUAY_URL}/quays`); // want: request-id
export const forecasts = () => fetch(`${settings.FORECAST_URL}/today`);
export const charges = () => fetch(`${settings.STRIPE_API_URL}/charges`);
export const other = () => fetch(`${answer.BERTH_URL}/berths`); // unknown: request-id
export const unnamed = () => fetch(`${settings.UNNAMED_URL}/berths`); // unknown: request-id

// What a schema makes of a variable is not what stands in it.
const Made = z.object({
  BERTH_URL: z.string().transform((name) => `https://api.berths.example.com/${name}`),
  PILOT_URL: z.string().default(() => 'https://api.pilots.example.com'),
  QUAY_URL: z.preprocess((text) => `https://api.quays.example.com/${text}`, z.string()),
  FORECAST_URL: z.string().refine((text) => text.startsWith('http')),
});
export const made = Made.parse(process.env);
export const whole = z.object({ BERTH_URL: z.string() }).transform((env) => ({ BERTH_URL: `https://api.berths.example.com/${env.BERTH_URL}` })).parse(process.env);

export const madeBerths = () => fetch(`${made.BERTH_URL}/berths`); // unknown: request-id
export const madePilots = () => fetch(`${made.PILOT_URL}/pilots`); // unknown: request-id
export const madeQuays = () => fetch(`${made.QUAY_URL}/quays`); // unknown: request-id
export const checkedOnly = () => fetch(`${made.FORECAST_URL}/today`); // want: request-id
export const wholeBerths = () => fetch(`${whole.BERTH_URL}/berths`); // unknown: request-id
