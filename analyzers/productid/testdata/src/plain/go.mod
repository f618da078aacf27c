module plain
