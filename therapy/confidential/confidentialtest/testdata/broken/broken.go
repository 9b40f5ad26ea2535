package broken; type {
