// F: what a variable is documented as instead; a name that code reads is no other spelling of another one.
export const platform = process.env.NEXT_PUBLIC_PLATFORM_ADDRESS; // want: env-example "documented as `PLATFORM_ADDRESS`"
export const size = process.env.DATABASE_POOL_SIZE; // want: env-example "The nearest name there is"
export const salt = process.env.SECRET_SALT; // want: env-example
export const queue = process.env.ORDERS_QUEUE_ADDRESS; // want: env-example "documented as"
export const read = [process.env.PLATFORM_ADDRESS, process.env.LIVE_SECRET_SALT];
export const route = process.env.MAIL_ROUTE_KEY; // want: env-example
export const named = (names = ['MAIL_RELAY_KEY']) => names.map((name) => lookUp(name));
