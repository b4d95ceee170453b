"""The house itself: sites, hours, stations, vehicles, dishes and their stock, places guests ask for."""
