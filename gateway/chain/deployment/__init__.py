"""Our contracts on a network: the recipe that gets them there, and the checks that they are what they should be.

| module | what it is |
|---|---|
| `settings` | who holds which role, and how the launch supply is shared; a TOML file |
| `classes` | the compiled classes and the manifest that names their hashes |
| `site` | a network with an account, and where every contract is or will be |
| `steps` | declaring a class, deploying a contract, wiring: done or not, what it costs, doing it |
| `recipe` | the steps in their order |
| `engine` | does what is not done yet; says what it would cost |
| `verification` | looks at a finished deployment with an auditor's eye |
"""

from gateway.chain.deployment.classes import ClassesError, CompiledClasses
from gateway.chain.deployment.engine import Deployment, StepReport
from gateway.chain.deployment.recipe import recipe
from gateway.chain.deployment.settings import DeploymentSettings, SettingsError, read_settings
from gateway.chain.deployment.site import Site
from gateway.chain.deployment.verification import Finding, verify

__all__ = [
    "ClassesError",
    "CompiledClasses",
    "Deployment",
    "DeploymentSettings",
    "Finding",
    "SettingsError",
    "Site",
    "StepReport",
    "read_settings",
    "recipe",
    "verify",
]
