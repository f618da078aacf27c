import axios from 'axios';

interface Holiday {
  date: string;
  localName: string;
}

const cache = new Map<string, Set<string>>();

/** Public holidays of a country, so that alarms for weekdays stay silent. */
export async function holidaysOf(country: string, year: number): Promise<Set<string>> {
  const key = `${country}/${year}`;
  const known = cache.get(key);
  if (known) return known;

  const { data } = await axios.get<Holiday[]>(`https://date.nager.at/api/v3/PublicHolidays/${year}/${country}`);
  const days = new Set(data.map((holiday) => holiday.date));
  cache.set(key, days);
  return days;
}
