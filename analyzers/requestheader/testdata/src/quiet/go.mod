module quiet
