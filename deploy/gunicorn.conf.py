"""The web server, for development and production alike; variables are in env.example."""

import os

from prometheus_client import multiprocess

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
preload_app = True  # read once, before the workers part: they start in no time and share it
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60  # seconds a worker may be silent before it is replaced
graceful_timeout = 10
keepalive = 75
max_requests = 20_000  # a slow leak never lives long
max_requests_jitter = 2_000
control_socket_disable = True
proc_name = "hukou-web"
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def child_exit(server: object, worker: object) -> None:
    """Let the metrics of a worker that ended be counted with the others."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)
