"""The width, the colours and the settings that the pictures of all topics share."""

# Every picture is drawn this wide and scaled by the page, so that what Python drew and what the
# browser draws later have one geometry and nothing moves when the one replaces the other.
WIDTH = 320

# Colours of the Government Analysis Function; figure.css gives each its twin on dark.
BLUE, TURQUOISE, PINK, ORANGE, GREY = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D"

# The page decides the height of a figure, so the drawing must not depend on a font it lacks.
CHART_CONFIG = {
    "view": {"stroke": None},
    "background": "transparent",
    "padding": 4,
    "font": "system-ui, sans-serif",
    "aria": False,  # the table is the text alternative: one name a figure, not one a dot
}
