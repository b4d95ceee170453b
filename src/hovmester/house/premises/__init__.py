"""The house itself: sites, hours, stations, vehicles, dishes and their stock, places guests ask for.

Not here: people and their shifts (people), what a place or a portion is promised to (promises).
"""
