"""One address in ``_config.yml`` gives the source and Binder links; without it there are none."""


def setup(app):
    """Derive the links once the configuration is known, and before the theme reads it."""
    app.connect("config-inited", derive_links, priority=100)


def derive_links(app, config):
    """Turn the buttons that need an address on or off."""
    options = config.html_theme_options
    # As a browser or a clone gives it; the theme cannot take it apart otherwise.
    address = (options.get("repository_url") or "").strip().rstrip("/").removesuffix(".git")
    options["repository_url"] = address
    options["use_repository_button"] = options["use_issues_button"] = bool(address)
    if not address:
        options["launch_buttons"] = {}
