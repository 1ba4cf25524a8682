"""A JupyterHub for one class on one machine, as tools/hub.py starts it for its measurement.

It needs an environment with the course (pip install . in a copy), jupyterlab and jupyterhub, and, on the path,
configurable-http-proxy from npm. For a class take The Littlest JupyterHub, which brings users, HTTPS and limits: see
README.md.
"""

import os
from pathlib import Path

c = get_config()  # noqa: F821
c.JupyterHub.bind_url = os.environ.get("HUB_ADDRESS", "http://127.0.0.1:8000")
c.JupyterHub.spawner_class = "simple"  # every student's server is a process of whoever started the hub: for trials only
c.JupyterHub.authenticator_class = "dummy"  # any name enters with the one password: for trials only
c.DummyAuthenticator.password = os.environ["HUB_PASSWORD"]  # give one: without it the hub does not start
c.Authenticator.allow_all = True
c.JupyterHub.concurrent_spawn_limit = 40  # a class arrives at once
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
c.Spawner.default_url = "/lab/tree/index.ipynb"
c.SimpleLocalProcessSpawner.home_dir_template = os.environ.get("HUB_HOMES", str(Path.home() / "hub")) + "/{username}"
c.Spawner.environment = {"EXPLORABLE_CACHE": os.environ.get("HUB_CACHE", str(Path.home() / ".cache" / "explorable"))}
c.Spawner.cmd = ["jupyterhub-singleuser"]
c.Spawner.args = [
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--ServerApp.terminals_enabled=False",  # a server less to keep in memory
    "--MappingKernelManager.cull_idle_timeout=1800",  # a chapter left alone for half an hour gives its memory back
    "--MappingKernelManager.cull_interval=300",
]
if os.geteuid() == 0:
    c.Spawner.args.append("--allow-root")
c.JupyterHub.load_roles = [
    {"name": "trial", "scopes": ["admin:users", "admin:servers", "tokens", "access:servers"], "services": ["trial"]}
]
c.JupyterHub.services = [{"name": "trial", "api_token": os.environ["HUB_TOKEN"]}] if "HUB_TOKEN" in os.environ else []
