// What Vite bundles: only names with VITE_ have a value.
export const secret = import.meta.env.BOARD_SECRET; // want: env-visibility; ok: env-example
export const open = import.meta.env.VITE_BOARD; // ok: env-visibility env-example
export const mode = import.meta.env.MODE;
export const dev = import.meta.env.DEV;
