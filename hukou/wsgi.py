"""The web application as WSGI servers want it."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hukou.settings")

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # otherwise each worker reads it at its first request
