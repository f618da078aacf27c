module onward
