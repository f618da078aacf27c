module.exports = { env: { MAPPED_NAME: 'x' } };
