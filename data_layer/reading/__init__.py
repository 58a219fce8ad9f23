"""Opens whatever the user gives (file, folder, zip, gz) and yields its tables as text, a bounded piece at a time."""

from data_layer.reading.companions import Companion
from data_layer.reading.deliveries import Delivery, RefusedFile, sources
from data_layer.reading.tables import NoRows, TextTable

__all__ = ["Companion", "Delivery", "NoRows", "RefusedFile", "TextTable", "sources"]
