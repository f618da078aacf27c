// E18: what scripts read is told to whoever runs them.
const limit = process.env.ONLY_IN_SCRIPT ?? '10';
const region = process.env.SCRIPT_REGION;

console.log(limit, region);
