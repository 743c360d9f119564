"""The office in the browser: settings, addresses, views, templates; they only translate."""
