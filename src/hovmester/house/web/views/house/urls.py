"""The addresses of the House pages, under /house/."""

from django.urls import path

from hovmester.house.web.views.house import file, overview, rows, shifts, stock

urlpatterns = [
    path("", overview.overview, name="house"),
    path("settings/", overview.settings, name="house-settings"),
    path("authority/", overview.authority, name="house-authority"),
    path("shifts/", shifts.shifts, name="house-shifts"),
    path("shifts/<slug:key>/", shifts.person_shifts, name="house-person-shifts"),
    path("stock/", stock.stock, name="house-stock"),
    path("stock/count/", stock.stock_count, name="house-stock-count"),
    path("file/", file.upload, name="house-upload"),
    path("file/house.toml", file.download, name="house-download"),
    path("<slug:path>/", rows.rows, name="house-rows"),
    path("<slug:path>/new/", rows.row, name="house-new"),
    path("<slug:path>/<slug:key>/", rows.row, name="house-row"),
    path("<slug:path>/<slug:key>/out/", rows.row_out, name="house-row-out"),
]
