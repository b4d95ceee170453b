"""The tables of the house itself. Fields are named as in `housefile.model`. Not here: people, promises.

What a house file no longer names is kept and set inactive: promises and the ledger still speak of it.
"""

from decimal import Decimal
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hovmester.housefile.model import WEEKDAYS, VehicleKind
from hovmester.housefile.model import Trade as TradeKind


class Trade(models.TextChoices):
    RESTAURANT = TradeKind.RESTAURANT.value, _("restaurant")
    SHOP = TradeKind.SHOP.value, _("shop")
    DIRECT_SALES = TradeKind.DIRECT_SALES.value, _("direct sales")


class Look(models.TextChoices):
    """Light or dark pages; a tablet on a dim pass is dark whatever the device says."""

    DEVICE = "device", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class Weekday(models.TextChoices):
    MON = WEEKDAYS[0], _("Monday")
    TUE = WEEKDAYS[1], _("Tuesday")
    WED = WEEKDAYS[2], _("Wednesday")
    THU = WEEKDAYS[3], _("Thursday")
    FRI = WEEKDAYS[4], _("Friday")
    SAT = WEEKDAYS[5], _("Saturday")
    SUN = WEEKDAYS[6], _("Sunday")


class Wheels(models.TextChoices):
    CAR = VehicleKind.CAR.value, _("car")
    VAN = VehicleKind.VAN.value, _("van")
    BIKE = VehicleKind.BIKE.value, _("bike")
    FOOT = VehicleKind.FOOT.value, _("on foot")


class House(models.Model):
    """The one house of this installation."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=120)
    trade = models.CharField(_("trade"), max_length=16, choices=Trade, default=Trade.RESTAURANT)
    language = models.CharField(_("language"), max_length=8, default="en")
    currency = models.CharField(_("currency"), max_length=3)
    floor = models.FloatField(_("odds below which we do not promise"), default=0.9)
    reach_km = models.FloatField(_("how far we go, in km"), default=60.0)
    patience_min = models.FloatField(_("how long a guest waits, in minutes"), default=20.0)
    look = models.CharField(_("look"), max_length=8, choices=Look, default=Look.DEVICE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(id=1), name="premises_one_house", violation_error_message=_("There is one house.")
            ),
            models.CheckConstraint(
                condition=Q(floor__gt=0) & Q(floor__lt=1),
                name="premises_floor_is_odds",
                violation_error_message=_("The floor must be more than 0 and less than 1."),
            ),
            models.CheckConstraint(
                condition=Q(reach_km__gt=0) & Q(patience_min__gte=0),
                name="premises_house_reach_and_patience",
                violation_error_message=_("The reach must be more than 0 km, the patience not below 0."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def get(cls) -> Self:
        """The house; raises `House.DoesNotExist` while no house file was loaded."""
        return cls.objects.get()


class Keyed(models.Model):
    """A thing the house file names by its key, in the order of the file."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        abstract = True
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.key


class Named(Keyed):
    """A thing guests call by several names in several languages; the first of each is the one shown."""

    names = models.JSONField(_("names"), default=dict)

    class Meta(Keyed.Meta):
        abstract = True

    def name_in(self, language: str) -> str:
        for names in (self.names.get(language), self.names.get("en"), *self.names.values()):
            if names:
                return str(names[0])
        return self.key

    def __str__(self) -> str:
        return self.name_in("en")


class Site(Keyed):
    name = models.CharField(_("name"), max_length=120)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    zone = models.CharField(_("time zone"), max_length=64)
    address = models.CharField(_("address"), max_length=200, blank=True, default="")
    closed_on = models.JSONField(_("closed on"), default=list, blank=True)

    class Meta(Keyed.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90)) & Q(lon__range=(-180, 180)),
                name="premises_site_is_on_earth",
                violation_error_message=_("Latitude is -90 to 90, longitude -180 to 180."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


class Opening(models.Model):
    """One stretch of the weekly hours; `until` at or before `start` means past midnight."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="hours")
    weekday = models.CharField(_("day"), max_length=3, choices=Weekday)
    start = models.TimeField(_("from"))
    until = models.TimeField(_("until"))

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.weekday} {self.start:%H:%M}-{self.until:%H:%M}"


class Station(Keyed):
    name = models.CharField(_("name"), max_length=120)
    site = models.ForeignKey(Site, models.PROTECT, related_name="stations")
    places = models.PositiveSmallIntegerField(
        _("places at once"), default=1, validators=[MinValueValidator(1)]
    )
    skill = models.CharField(_("skill needed"), max_length=60, blank=True, default="")

    class Meta(Keyed.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="premises_station_has_a_place",
                violation_error_message=_("A station has at least one place."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Vehicle(Keyed):
    name = models.CharField(_("name"), max_length=120)
    site = models.ForeignKey(Site, models.PROTECT, related_name="vehicles")
    kind = models.CharField(_("kind"), max_length=8, choices=Wheels)
    per_km = models.DecimalField(_("cost per km"), max_digits=12, decimal_places=4, default=Decimal(0))

    class Meta(Keyed.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(per_km__gte=0),
                name="premises_vehicle_costs_not_below_nothing",
                violation_error_message=_("The cost per km is not below 0."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Dish(Named):
    """What a guest can wish for. `stock` is None where nobody counts; it falls only by compare-and-set."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="dishes")
    make_p50 = models.FloatField(_("made in, half of the times (minutes)"))
    make_p90 = models.FloatField(_("made in, nine times in ten (minutes)"))
    pack_p50 = models.FloatField(_("packed in, half of the times (minutes)"), default=3)
    pack_p90 = models.FloatField(_("packed in, nine times in ten (minutes)"), default=5)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=4)
    cost = models.DecimalField(_("cost to us"), max_digits=12, decimal_places=4, default=Decimal(0))
    stock = models.IntegerField(_("portions left"), null=True, blank=True)
    keeps_min = models.FloatField(_("good for, in minutes"), null=True, blank=True)
    instead = models.JSONField(_("offered in its place"), default=list, blank=True)
    allergens = models.JSONField(_("allergens"), default=list, blank=True)

    class Meta(Named.Meta):
        verbose_name_plural = "dishes"
        constraints = (
            models.CheckConstraint(
                condition=Q(make_p50__gt=0, make_p90__gte=F("make_p50"))
                & Q(pack_p50__gt=0, pack_p90__gte=F("pack_p50")),
                name="premises_dish_times_in_order",
                violation_error_message=_("Nine times in ten takes at least as long as half of the times."),
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0) & Q(cost__gte=0),
                name="premises_dish_money_not_below_nothing",
                violation_error_message=_("Price and cost are not below 0."),
            ),
            models.CheckConstraint(
                condition=Q(stock__isnull=True) | Q(stock__gte=0),
                name="premises_dish_stock_not_below_nothing",
                violation_error_message=_("There are no portions left."),
            ),
            models.CheckConstraint(
                condition=Q(keeps_min__isnull=True) | Q(keeps_min__gt=0),
                name="premises_dish_keeps_a_while",
                violation_error_message=_("Good for more than 0 minutes, or left empty."),
            ),
        )


class Place(Named):
    """Somewhere guests may ask to be met."""

    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    iata = models.CharField(_("airport code"), max_length=3, blank=True, default="")
    zone = models.CharField(_("time zone"), max_length=64, blank=True, default="")

    class Meta(Named.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(lat__range=(-90, 90)) & Q(lon__range=(-180, 180)),
                name="premises_place_is_on_earth",
                violation_error_message=_("Latitude is -90 to 90, longitude -180 to 180."),
            ),
        )


class MeetingPoint(models.Model):
    place = models.ForeignKey(Place, models.CASCADE, related_name="meeting_points")
    name = models.CharField(_("name"), max_length=120)
    walk_p50 = models.FloatField(_("walk, half of the times (minutes)"))
    walk_p90 = models.FloatField(_("walk, nine times in ten (minutes)"))

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(walk_p50__gt=0, walk_p90__gte=F("walk_p50")),
                name="premises_walk_times_in_order",
                violation_error_message=_("Nine times in ten takes at least as long as half of the times."),
            ),
        )

    def __str__(self) -> str:
        return self.name
