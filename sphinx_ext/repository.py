"""One address in ``_config.yml`` gives the source and Binder links; without it there are none."""


def setup(app):
    """Derive the links once the configuration is known."""
    app.connect("config-inited", derive_links)


def derive_links(app, config):
    """Turn the buttons that need an address on or off."""
    options = config.html_theme_options
    known = bool(options.get("repository_url"))
    options["use_repository_button"] = known
    options["use_issues_button"] = known
    if not known:
        options["launch_buttons"] = {}
