package app

const elsewhere = "mindlyst"
