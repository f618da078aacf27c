module habit
