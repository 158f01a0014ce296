"""The demonstration models that come with the gateway: their packages, and the scripts that make and measure them.

``python -m models.train_surface``, ``…train_parts`` and ``…train_vibration`` train a model and write its package;
``python -m models.evaluate`` measures the packages as they are shipped. See README.md.
"""
