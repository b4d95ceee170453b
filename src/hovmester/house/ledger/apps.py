from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "hovmester.house.ledger"
